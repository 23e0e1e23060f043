import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { Queue } from '../../../sandbox/sqs/queue.ts';

let now: number;
let dead: Queue;
let queue: Queue;

beforeEach(() => {
  now = 1_000_000;
  const options = {
    arn: 'arn:aws:sqs:us-east-1:111122223333:q',
    visibilityTimeoutSeconds: 30,
    random: randomBytes,
  };
  const clock = () => now;
  dead = new Queue({ ...options, name: 'dead', clock });
  queue = new Queue({ ...options, name: 'jobs', clock, redrive: { queue: dead, maxReceiveCount: 2 } });
});

describe('A queue', () => {
  test('hides a received message until its visibility timeout ends', () => {
    queue.send('a');
    expect(queue.receive(10).map(({ body }) => body)).toEqual(['a']);
    now += 29_999;
    expect(queue.receive(10)).toEqual([]);
    now += 1;
    expect(queue.receive(10)).toMatchObject([{ body: 'a', receiveCount: 2 }]);
  });

  test('gives no more messages at once than it is asked for', () => {
    for (const body of ['a', 'b', 'c']) queue.send(body);
    expect(queue.receive(2)).toHaveLength(2);
    expect(queue.receive(2)).toHaveLength(1);
  });

  test('forgets a deleted message', () => {
    queue.send('a');
    for (const { receiptHandle } of queue.receive(1)) queue.delete(receiptHandle);
    now += 60_000;
    expect(queue.receive(1)).toEqual([]);
    expect(queue.size).toBe(0);
  });

  test('keeps a message whose receipt is no longer the latest', () => {
    queue.send('a');
    const [first] = queue.receive(1);
    now += 30_000;
    queue.receive(1);
    queue.delete(first?.receiptHandle ?? '');
    expect(queue.size).toBe(1);
  });

  test('moves a message that was received too often to its dead-letter queue', () => {
    queue.send('a');
    for (let time = 0; time < 2; time++)
      for (const { receiptHandle } of queue.receive(1)) queue.release(receiptHandle);
    expect(queue.size).toBe(0);
    expect(dead.bodies).toEqual(['a']);
  });
});

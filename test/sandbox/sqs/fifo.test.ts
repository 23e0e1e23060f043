import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { Queue } from '../../../sandbox/sqs/queue.ts';

let now: number;
let dead: Queue;
let queue: Queue;

beforeEach(() => {
  now = 1_000_000;
  const options = {
    arn: 'arn:aws:sqs:us-east-1:111122223333:q.fifo',
    visibilityTimeoutSeconds: 30,
    fifo: { contentBasedDeduplication: true },
    random: randomBytes,
    clock: () => now,
  };
  dead = new Queue({ ...options, name: 'dead' });
  queue = new Queue({ ...options, name: 'alerts', redrive: { queue: dead, maxReceiveCount: 2 } });
});

const send = (body: string, groupId = 'one') => queue.send(body, { groupId });
const bodiesOf = (most: number) => queue.receive(most).map(({ body }) => body);

describe('A FIFO queue', () => {
  test('hands out one batch of a group at a time, in order', () => {
    for (const body of ['a', 'b', 'c']) send(body);
    const [first, second] = queue.receive(2);
    expect([first?.body, second?.body]).toEqual(['a', 'b']);
    expect(bodiesOf(2)).toEqual([]);
    queue.delete(first?.receiptHandle ?? '');
    expect(bodiesOf(2)).toEqual([]);
    queue.delete(second?.receiptHandle ?? '');
    expect(bodiesOf(2)).toEqual(['c']);
  });

  test('hands out another group meanwhile', () => {
    for (const [body, group] of [
      ['a', 'one'],
      ['b', 'one'],
      ['c', 'two'],
    ] as const)
      send(body, group);
    expect(bodiesOf(1)).toEqual(['a']);
    expect(queue.receive(10)).toMatchObject([{ body: 'c', groupId: 'two' }]);
  });

  test('hands out what was released in its old order', () => {
    for (const body of ['a', 'b', 'c']) send(body);
    for (const { receiptHandle } of [...queue.receive(2)].reverse()) queue.release(receiptHandle);
    expect(bodiesOf(3)).toEqual(['a', 'b', 'c']);
  });

  test('has what is sent again within five minutes once, even when it was deleted', () => {
    const id = send('a');
    expect(send('a')).toBe(id);
    for (const { receiptHandle } of queue.receive(1)) queue.delete(receiptHandle);
    now += 5 * 60_000 - 1;
    send('a');
    expect(queue.size).toBe(0);
    now += 1;
    send('a');
    expect(queue.size).toBe(1);
  });

  test('knows it by the deduplication ID, where there is one', () => {
    queue.send('a', { groupId: 'one', deduplicationId: 'x' });
    queue.send('b', { groupId: 'one', deduplicationId: 'x' });
    queue.send('a', { groupId: 'one', deduplicationId: 'y' });
    expect(queue.bodies).toEqual(['a', 'a']);
  });

  test('moves what was received too often to its dead-letter queue, and hands out the next', () => {
    send('bad');
    send('good');
    for (let time = 0; time < 2; time++)
      for (const { receiptHandle } of queue.receive(1)) queue.release(receiptHandle);
    expect(dead.bodies).toEqual(['bad']);
    expect(bodiesOf(1)).toEqual(['good']);
  });
});

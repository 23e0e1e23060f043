import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import { EventSource, type SqsHandler } from '../../../sandbox/sqs/event-source.ts';
import { Queue } from '../../../sandbox/sqs/queue.ts';

function attach(
  handler: SqsHandler,
  more: { batchSize?: number; maximumConcurrency?: number; whole?: boolean } = {},
) {
  const options = {
    arn: 'arn:aws:sqs:us-east-1:111122223333:q',
    visibilityTimeoutSeconds: 30,
    random: randomBytes,
  };
  const dead = new Queue({ ...options, name: 'dead', clock: Date.now });
  const redrive = { queue: dead, maxReceiveCount: 3 };
  const queue = new Queue({ ...options, name: 'jobs', clock: Date.now, redrive });
  const { batchSize = 5, maximumConcurrency = 1, whole = false } = more;
  const mapping = {
    functionName: 'f',
    queue: 'jobs',
    batchSize,
    maximumConcurrency,
    reportsItemFailures: !whole,
  };
  const source = new EventSource({ queue, handler, mapping, region: 'us-east-1', retryDelay: () => 0 });
  return { queue, dead, source };
}

const bodies = (event: SQSEvent) => event.Records.map(({ body }) => body);

describe('An event source', () => {
  test('hands every message to the function, shaped as SQS shapes it', async () => {
    const seen: SQSEvent[] = [];
    const { queue, source } = attach(async (event) => {
      seen.push(event);
      return { batchItemFailures: [] };
    });
    queue.send('a');
    await source.idle();
    expect(seen[0]?.Records[0]).toMatchObject({
      body: 'a',
      eventSource: 'aws:sqs',
      eventSourceARN: queue.arn,
      awsRegion: 'us-east-1',
      attributes: { ApproximateReceiveCount: '1' },
    });
    expect(queue.size).toBe(0);
  });

  test('gives back only the messages that the function says failed', async () => {
    const seen: string[][] = [];
    const { queue, source } = attach(
      async (event) => {
        seen.push(bodies(event));
        const failed = event.Records.filter(
          ({ body, attributes }) => body === 'b' && attributes.ApproximateReceiveCount === '1',
        );
        return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
      },
      { batchSize: 2 },
    );
    for (const body of ['first', 'a', 'b']) queue.send(body);
    await source.idle();
    expect(seen).toEqual([['first'], ['a', 'b'], ['b']]);
  });

  test('gives back the whole batch when the function throws, and in the end to the dead-letter queue', async () => {
    let calls = 0;
    const { queue, dead, source } = attach(async () => {
      calls++;
      throw new Error('no');
    });
    queue.send('a');
    await source.idle();
    expect(calls).toBe(3);
    expect(dead.bodies).toEqual(['a']);
  });

  test('gives back the whole batch when a failure names a message that is not in it', async () => {
    const { queue, dead, source } = attach(async () => ({
      batchItemFailures: [{ itemIdentifier: 'other' }],
    }));
    queue.send('a');
    await source.idle();
    expect(dead.bodies).toEqual(['a']);
  });

  test('takes the failures of a function for nothing where they are not asked for', async () => {
    const { queue, dead, source } = attach(
      async (event) => ({
        batchItemFailures: event.Records.map(({ messageId }) => ({ itemIdentifier: messageId })),
      }),
      { whole: true },
    );
    queue.send('a');
    await source.idle();
    expect([queue.size, dead.size]).toEqual([0, 0]);
  });

  test('runs no more functions at once than it may', async () => {
    let running = 0;
    let most = 0;
    const { queue, source } = attach(
      async () => {
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
        return { batchItemFailures: [] };
      },
      { batchSize: 1, maximumConcurrency: 2 },
    );
    for (const body of ['a', 'b', 'c', 'd']) queue.send(body);
    await source.idle();
    expect(most).toBe(2);
  });

  test('delivers the messages of a crashed function again', async () => {
    let calls = 0;
    const { queue, source } = attach(() => {
      calls++;
      return calls === 1 ? new Promise(() => {}) : Promise.resolve({ batchItemFailures: [] });
    });
    queue.send('a');
    source.crash();
    await source.idle();
    expect(calls).toBe(2);
  });
});

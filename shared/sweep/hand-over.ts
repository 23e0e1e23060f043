import type { SQSClient } from '@aws-sdk/client-sqs';

/** SQS takes so many messages at once. */
const batchSize = 10;

/** What one answer says was not taken is sent again so often. */
const tries = 4;

/** A queue did not take a message, however often it was sent. */
export class NotTaken extends Error {
  readonly code = 'NOT_TAKEN';
  constructor(queueUrl: string, count: number, why: string) {
    super(`${queueUrl} did not take ${count} messages: ${why}. The page of the sweep will be repeated.`);
    this.name = 'NotTaken';
  }
}

/**
 * Hands messages over to a queue, ten at a time. A batch may be taken in part: the answer says which were not, and only
 * these are sent again.
 *
 * @throws {NotTaken} and SQS's own errors
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
export async function handOver(
  client: () => Promise<SQSClient>,
  queueUrl: string,
  messages: readonly string[],
  pause: (ms: number) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < messages.length; from += batchSize)
    await handOverBatch(client, queueUrl, messages.slice(from, from + batchSize), pause);
}

async function handOverBatch(
  client: () => Promise<SQSClient>,
  QueueUrl: string,
  batch: readonly string[],
  pause: (ms: number) => Promise<void>,
): Promise<void> {
  const [sqs, { SendMessageBatchCommand }] = await Promise.all([client(), import('@aws-sdk/client-sqs')]);
  let left = batch.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
  for (let attempt = 1; ; attempt += 1) {
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: left }));
    const [first] = Failed;
    if (first === undefined) return;
    left = left.filter(({ Id }) => Failed.some((failed) => failed.Id === Id));
    if (attempt === tries)
      throw new NotTaken(QueueUrl, left.length, first.Message ?? first.Code ?? 'no reason given');
    await pause(100 * 2 ** attempt);
  }
}

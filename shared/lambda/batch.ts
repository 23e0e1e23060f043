import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { Log } from '../observe/log.ts';

/**
 * Handles a batch of a FIFO queue in its order. After the first that fails nothing more is handled, and all from there on
 * are reported, so that they come again in the same order.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export async function handleInOrder<R extends Pick<SQSRecord, 'messageId'>>(
  records: readonly R[],
  handle: (record: R) => Promise<void>,
  log: Pick<Log, 'error'>,
): Promise<SQSBatchResponse> {
  for (const [index, record] of records.entries()) {
    try {
      await handle(record);
    } catch (error) {
      log.error('A record failed; it and those after it will be delivered again.', error, {
        messageId: record.messageId,
      });
      return {
        batchItemFailures: records.slice(index).map(({ messageId }) => ({ itemIdentifier: messageId })),
      };
    }
  }
  return { batchItemFailures: [] };
}

/**
 * Handles a batch one record after the other, and reports the ones that failed: SQS delivers those again,
 * and in the end moves them to the dead-letter queue. One bad record never takes the others with it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export async function handleBatch<R extends Pick<SQSRecord, 'messageId'>>(
  records: readonly R[],
  handle: (record: R) => Promise<void>,
  log: Pick<Log, 'error'>,
): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  for (const record of records) {
    try {
      await handle(record);
    } catch (error) {
      log.error('A record failed; it will be delivered again.', error, { messageId: record.messageId });
      failed.push(record.messageId);
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

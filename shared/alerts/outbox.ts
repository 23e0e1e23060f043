import { createHash } from 'node:crypto';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Decision } from '../ledger/decision.ts';

/** Where the guard puts what is to be told: it speaks to nobody itself. */
export type Outbox = {
  /** Resolves once the decision is sure to be told, or told of in a dead-letter queue; rejects otherwise. */
  put(decision: Decision): Promise<void>;
};

/** One group, so that alerts are told one after the other, in the order in which they came. */
export const messageGroup = 'alerts';

/**
 * An outbox that is an SQS FIFO queue. It gets a reference: the ledger has the rest, and no message is ever too long.
 * What is put in twice within five minutes is in it once.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function sqsOutbox(options: {
  readonly client: () => Promise<SQSClient>;
  readonly queueUrl: string;
}): Outbox {
  const { client, queueUrl } = options;
  return {
    async put({ arn, changeId, outcome }) {
      const [sqs, { SendMessageCommand }] = await Promise.all([client(), import('@aws-sdk/client-sqs')]);
      const send = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify({ arn, changeId }),
        MessageGroupId: messageGroup,
        MessageDeduplicationId: createHash('sha256')
          .update(JSON.stringify([arn, changeId, outcome]))
          .digest('hex'),
      });
      await sqs.send(send);
    },
  };
}

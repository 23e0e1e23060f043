import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SendMessageCommand,
  type SendMessageRequest,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { deploymentOf } from '../deployment.ts';
import { standardOf } from '../standard.ts';

const fifo = `
    AlertQueue: { Type: AWS::SQS::Queue, Properties: { FifoQueue: true } }
`;

let sandbox: Sandbox;
let client: SQSClient;
let environment: Readonly<Record<string, string>>;
const received: string[] = [];

beforeAll(async () => {
  const idle = { source: 'aws.kms', detail: '{ eventName: [Nothing] }', batchSize: 1 };
  sandbox = await startSandbox({
    standard: standardOf(),
    deployment: deploymentOf('policy', idle) + fifo,
    handlers(given) {
      environment = given;
      return {
        async policy({ Records }) {
          received.push(...Records.map(({ body }) => body));
          return { batchItemFailures: [] };
        },
      };
    },
  });
  client = new SQSClient({
    endpoint: sandbox.endpoint,
    region: sandbox.region,
    credentials: sandbox.callers.guardian ?? { accessKeyId: '', secretAccessKey: '' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await sandbox.stop();
});

const send = (MessageBody: string, more: Partial<SendMessageRequest> = {}) =>
  client.send(new SendMessageCommand({ QueueUrl: environment.ALERT_QUEUE_URL, MessageBody, ...more }));

describe('SQS in the sandbox', () => {
  test('takes a message for a FIFO queue from the real client, once', async () => {
    const more = { MessageGroupId: 'alerts', MessageDeduplicationId: 'x' };
    const { MessageId, SequenceNumber } = await send('é', more);
    expect((await send('é', more)).MessageId).toBe(MessageId);
    expect(SequenceNumber).toMatch(/^\d{20}$/);
    expect(sandbox.queues.AlertQueue?.bodies).toEqual(['é']);
  });

  test('hands a message for a function’s queue to the function', async () => {
    const { policy } = JSON.parse(environment.QUEUE_URLS ?? '{}');
    await send('hello', { QueueUrl: policy });
    await sandbox.idle();
    expect(received).toEqual(['hello']);
  });

  test.each([
    ['without a group', {}, 'MissingParameter'],
    [
      'without a deduplication ID, where the queue takes none from the content',
      { MessageGroupId: 'a' },
      'InvalidParameterValue',
    ],
    [
      'with a group that is no ID',
      { MessageGroupId: 'a b', MessageDeduplicationId: 'x' },
      'InvalidParameterValue',
    ],
    ['for a queue that is not there', { QueueUrl: 'http://localhost/1/none' }, 'QueueDoesNotExist'],
  ])('refuses a message %s', async (_, more, name) => {
    await expect(send('a', more)).rejects.toMatchObject({ name });
  });

  describe('in a batch', () => {
    const sendBatch = (...Entries: readonly SendMessageBatchRequestEntry[]) => {
      const { policy } = JSON.parse(environment.QUEUE_URLS ?? '{}');
      return client.send(new SendMessageBatchCommand({ QueueUrl: policy, Entries: [...Entries] }));
    };
    const entries = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ Id: `${index}`, MessageBody: `batch ${index}` }));

    test('takes ten messages from the real client', async () => {
      received.length = 0;
      const { Successful, Failed } = await sendBatch(...entries(10));
      expect(Successful?.map(({ Id }) => Id)).toEqual(entries(10).map(({ Id }) => Id));
      expect(Failed).toBeUndefined();
      await sandbox.idle();
      expect(received.sort()).toEqual(entries(10).map(({ MessageBody }) => MessageBody));
    });

    test('says which it did not take, and takes the others', async () => {
      received.length = 0;
      const answer = await sendBatch(
        { Id: 'right', MessageBody: 'right' },
        { Id: 'wrong', MessageBody: 'x', MessageDeduplicationId: 'only for FIFO queues' },
      );
      expect(answer.Successful).toMatchObject([{ Id: 'right' }]);
      expect(answer.Failed).toMatchObject([{ Id: 'wrong', SenderFault: true }]);
      await sandbox.idle();
      expect(received).toEqual(['right']);
    });

    test.each([
      ['of none', [], /EmptyBatchRequest/],
      ['of eleven', entries(11), /TooManyEntriesInBatchRequest/],
      ['with an ID twice', [...entries(1), ...entries(1)], /BatchEntryIdsNotDistinct/],
      ['with an ID that is none', [{ Id: 'a b', MessageBody: 'x' }], /InvalidBatchEntryId/],
    ])('refuses one %s', async (_, batch, code) => {
      await expect(sendBatch(...batch)).rejects.toThrow(
        expect.objectContaining({ name: expect.stringMatching(code) }),
      );
    });
  });
});

import { SendMessageCommand, type SendMessageRequest, SQSClient } from '@aws-sdk/client-sqs';
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
});

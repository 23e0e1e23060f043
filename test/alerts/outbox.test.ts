import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { sqsOutbox } from '../../shared/alerts/outbox.ts';
import { announce } from '../../shared/announce.ts';
import { createClients } from '../../shared/aws/clients.ts';
import { MemoryLedger } from '../../shared/ledger/memory-ledger.ts';
import type { Tools } from '../../shared/tools.ts';
import { deploymentOf } from '../sandbox/deployment.ts';
import { standardOf } from '../sandbox/standard.ts';
import { exampleDecision } from './example-decision.ts';

const fifo = `
    AlertQueue: { Type: AWS::SQS::Queue, Properties: { FifoQueue: true } }
`;

let sandbox: Sandbox;
let environment: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  const idle = { source: 'aws.kms', detail: '{ eventName: [Nothing] }', batchSize: 1 };
  sandbox = await startSandbox({
    standard: standardOf(),
    deployment: deploymentOf('idle', idle) + fifo,
    handlers(given) {
      environment = given;
      return { idle: async () => ({ batchItemFailures: [] }) };
    },
  });
});
afterAll(() => sandbox.stop());

const queueUrl = () => environment.ALERT_QUEUE_URL ?? '';
const outboxAt = (url: string) => sqsOutbox({ client: createClients(environment).sqs, queueUrl: url });
const { arn, changeId } = exampleDecision();

test('the outbox takes a reference to each decision once, and again where it ended in another way', async () => {
  const outbox = outboxAt(queueUrl());
  await outbox.put(exampleDecision());
  await outbox.put(exampleDecision({ findings: [] }));
  const reference = JSON.stringify({ arn, changeId });
  expect(sandbox.queues.AlertQueue?.bodies).toEqual([reference]);
  await outbox.put(exampleDecision({ outcome: 'failed' }));
  expect(sandbox.queues.AlertQueue?.bodies).toEqual([reference, reference]);
});

test('a decision is told once the outbox has it, and not before', async () => {
  const ledger = new MemoryLedger();
  const tools = (url: string) => ({ ledger, outbox: outboxAt(url) }) as unknown as Tools;
  await ledger.record(exampleDecision());
  await expect(announce(exampleDecision(), tools(`${queueUrl()}x`))).rejects.toMatchObject({
    code: 'NOT_HANDED_OVER',
    message: expect.stringMatching(/QueueDoesNotExist.*It will be tried again/),
  });
  expect((await ledger.decision(arn, changeId))?.told).toBe(false);
  await announce(exampleDecision(), tools(queueUrl()));
  expect((await ledger.decision(arn, changeId))?.told).toBe(true);
});

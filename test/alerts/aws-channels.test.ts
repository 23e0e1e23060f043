import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { amazonQChannel } from '../../shared/alerts/amazon-q/amazon-q-channel.ts';
import type { Channel, Notice, Posted } from '../../shared/alerts/channel.ts';
import { eventBridgeChannel } from '../../shared/alerts/eventbridge/eventbridge.ts';
import { composeMessage } from '../../shared/alerts/message/message.ts';
import { ocsfChannel } from '../../shared/alerts/ocsf/ocsf-channel.ts';
import { homeOf, securityHubChannel } from '../../shared/alerts/security-hub/security-hub.ts';
import { snsChannel } from '../../shared/alerts/sns/sns.ts';
import { createClients } from '../../shared/aws/clients.ts';
import { createImportFindings } from '../../shared/aws/import-findings.ts';
import { createPutEvents } from '../../shared/aws/put-events.ts';
import { deploymentOf } from '../sandbox/deployment.ts';
import { standardOf } from '../sandbox/standard.ts';
import { exampleDecision, failedDecision, keyArn } from './example-decision.ts';
import { exampleSummary } from './example-summary.ts';
import { checkBy } from './schemas/schema.ts';

let sandbox: Sandbox;
let environment: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  sandbox = await startSandbox({
    standard: standardOf(),
    deployment: deploymentOf('policy', { source: 'aws.kms', detail: '{ eventName: [X] }', batchSize: 1 }),
    handlers: (given) => {
      environment = given;
      return { policy: async () => ({ batchItemFailures: [] }) };
    },
  });
});

afterAll(() => sandbox.stop());

const topicArn = () => environment.ALERT_TOPIC_ARN ?? '';
const send = (channel: Channel, notice: Notice, earlier?: Posted) =>
  channel.send(notice, new AbortController().signal, earlier);
const failed = composeMessage(failedDecision());
const putRight = composeMessage(exampleDecision({ decidedAt: '2026-11-24T11:00:00.000Z' }));

test('EventBridge gets an alert or a summary on the bus, in the published shape', async () => {
  const check = await checkBy('../../../docs/schemas/alert-event.schema.json');
  const channel = eventBridgeChannel({ putEvents: createPutEvents(environment), busName: 'security' });
  const before = sandbox.busEvents.length;
  await send(channel, failed);
  await send(channel, exampleSummary());
  const events = sandbox.busEvents.slice(before);
  expect(events).toMatchObject([
    { bus: 'security', source: 'kms-guardian', detailType: 'KMS Guardian Alert', resources: [keyArn] },
    { bus: 'security', source: 'kms-guardian', detailType: 'KMS Guardian Summary' },
  ]);
  expect(events.flatMap(({ detail }) => check(detail))).toEqual([]);
});

test('an event that EventBridge counts as failed is an error that says where and why', async () => {
  const channel = eventBridgeChannel({ putEvents: createPutEvents(environment), busName: 'no-such-bus' });
  await expect(send(channel, failed)).rejects.toMatchObject({
    code: 'EVENT_REFUSED',
    message: expect.stringMatching(/bus no-such-bus: InvalidArgument: EventBus no-such-bus does not exist/),
  });
});

test('OCSF findings go to the bus; what follows brings them up to date', async () => {
  const channel = ocsfChannel({ putEvents: createPutEvents(environment), busName: 'security' });
  const before = sandbox.busEvents.length;
  const posted = await send(channel, failed);
  await send(channel, putRight, posted);
  expect(sandbox.busEvents.slice(before)).toMatchObject([
    {
      detailType: 'OCSF Detection Finding',
      detail: { class_uid: 2004, activity_name: 'Create', status: 'New' },
    },
    { detailType: 'OCSF Detection Finding', detail: { activity_name: 'Close', status: 'Resolved' } },
  ]);
});

test('Security Hub has one finding of an incident: archived when it is put right, and new again when it comes back', async () => {
  const channel = securityHubChannel({
    importFindings: createImportFindings(environment),
    home: homeOf(topicArn()),
  });
  const found = () =>
    sandbox.securityFindings.filter(({ GeneratorId }) => String(GeneratorId).includes('policy-drift'));
  const posted = await send(channel, failed);
  expect(found()).toMatchObject([{ Workflow: { Status: 'NEW' }, RecordState: 'ACTIVE' }]);
  await send(channel, putRight, posted);
  expect(found()).toMatchObject([
    { RecordState: 'ARCHIVED', Compliance: { Status: 'PASSED' }, CreatedAt: posted?.createdAt },
  ]);
  await send(channel, composeMessage({ ...failedDecision(), decidedAt: '2026-11-24T12:00:00.000Z' }), posted);
  expect(found()).toMatchObject([{ RecordState: 'ACTIVE', Workflow: { Status: 'NEW' } }]);
});

test('a finding that Security Hub counts as failed is an error that says why', async () => {
  const elsewhere = homeOf('arn:aws:sns:eu-west-1:444455556666:alerts');
  const channel = securityHubChannel({ importFindings: createImportFindings(environment), home: elsewhere });
  await expect(send(channel, failed)).rejects.toMatchObject({
    code: 'FINDING_REFUSED',
    message: expect.stringContaining("InvalidInput: ProductArn is not of the caller's account and Region"),
  });
});

test('Amazon Q gets a custom notification by its own topic', async () => {
  const { sns } = createClients(environment);
  const chat = sandbox.sns.createTopic('chat', '111122223333', 'us-east-1');
  await send(amazonQChannel({ client: sns, topicArn: chat }), failed);
  const [message, ...more] = sandbox.sns.messages.filter(({ topicArn }) => topicArn === chat);
  expect(more).toEqual([]);
  expect(JSON.parse(message?.message ?? '')).toMatchObject({ version: '1.0', source: 'custom' });
  expect(message?.structure).toBeUndefined();
});

test('SNS gets one body for all with attributes, or one for each protocol', async () => {
  const { sns } = createClients(environment);
  const before = sandbox.sns.messages.length;
  await send(snsChannel({ client: sns, topicArn: topicArn() }), exampleSummary());
  await send(snsChannel({ client: sns, topicArn: topicArn(), perProtocol: true }), failed);
  const [one, many] = sandbox.sns.messages.slice(before);
  expect(one).toMatchObject({ attributes: { kind: { value: 'mass' }, severity: { value: 'critical' } } });
  expect(one?.structure).toBeUndefined();
  expect(many?.structure).toBe('json');
  expect(Object.keys(JSON.parse(many?.message ?? '{}'))).toEqual(
    expect.arrayContaining(['default', 'email', 'sms']),
  );
});

import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { signedHeaders } from '../../sandbox/slack/signature.ts';
import { slackApp } from '../../sandbox/slack/workspace.ts';
import { createClients } from '../../shared/aws/clients.ts';
import { createRespondHandler } from '../../shared/lambda/respond-handler.ts';
import { createDynamoLedger } from '../../shared/ledger/dynamodb/ledger.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Press, Responder } from '../../shared/standard/standard.ts';
import { exampleDecision } from '../alerts/example-decision.ts';
import { deploymentOf } from '../sandbox/deployment.ts';
import { standardOf } from '../sandbox/standard.ts';

const presses: readonly Press[] = ['revert', 'accept', 'exempt', 'snooze', 'close-breaker'];

/** Alice may everything; Olga is the role KeyOwner; Sam may only snooze. */
export const people: readonly Responder[] = [
  { slack: 'U0ALICE', name: 'Alice', principals: ['role/Alice'], may: presses },
  { slack: 'U0OLGA', name: 'Olga', principals: ['role/KeyOwner', 'role/Admin'], may: presses },
  { slack: 'U0SAM', name: 'Sam', principals: ['role/Sam'], may: ['snooze'] },
];

/** An alert of the ledger, which everybody here presses buttons beneath. */
export const alerted = exampleDecision({ outcome: 'alerted', steps: [], told: true });

/** Of a function that is never called; the table has the keys of the ledger. */
const deployment = deploymentOf('policy', { source: 'aws.kms', detail: '{ eventName: [X] }', batchSize: 1 })
  .replace('AttributeType: S }]', 'AttributeType: S }, { AttributeName: sk, AttributeType: S }]')
  .replace('KeyType: HASH }]', 'KeyType: HASH }, { AttributeName: sk, KeyType: RANGE }]');

/** The function behind its URL, alone: no guard is at work. */
export type Edge = {
  readonly sandbox: Sandbox;
  readonly ledger: Ledger;
  /** All that the function has logged. */
  readonly log: () => string;
  readonly send: (body: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  /** The same, signed as Slack does. */
  readonly sendSigned: (body: string, at?: number) => Promise<Response>;
  readonly stop: () => Promise<void>;
};

export async function startEdge(secret?: object): Promise<Edge> {
  const lines: string[] = [];
  let environment: Readonly<Record<string, string>> = {};
  const standard = standardOf();
  const sandbox = await startSandbox({
    standard: { ...standard, alerts: { ...standard.alerts, responders: people } },
    deployment,
    handlers: () => ({ policy: async () => ({ batchItemFailures: [] }) }),
    urls: (given) => {
      environment = given;
      const write = (line: string) => void lines.push(line);
      const alerts = { ...standard.alerts, responders: people };
      return { '/respond': createRespondHandler({ standard: { ...standard, alerts }, environment, write }) };
    },
  });
  if (secret) sandbox.secrets.set('kms-guardian/slack', JSON.stringify(secret));
  const { dynamodb } = createClients(environment);
  const ledger = createDynamoLedger({ client: dynamodb, table: sandbox.table });
  await ledger.record(alerted);
  const send: Edge['send'] = (body, headers = {}) =>
    fetch(`${sandbox.endpoint}/respond`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });
  return {
    sandbox,
    ledger,
    log: () => lines.join('\n'),
    send,
    sendSigned: (body, at = Date.now()) => send(body, signedHeaders(body, slackApp.signingSecret, at)),
    async stop() {
      dynamodb.destroy();
      await sandbox.stop();
    },
  };
}

/** What Slack sends when Alice presses a button beneath the alert, changed as asked. */
export function pressed(endpoint: string, more: Readonly<Record<string, unknown>> = {}): object {
  return {
    type: 'block_actions',
    team: { id: 'T0SANDBOX' },
    user: { id: 'U0ALICE', team_id: 'T0SANDBOX' },
    container: { type: 'message', message_ts: '1.000001', channel_id: 'C0ALERTS' },
    trigger_id: 'trigger',
    response_url: `${endpoint}/slack/response/secret-response-path`,
    actions: [action('snooze')],
    ...more,
  };
}

export const action = (action_id: string, value: unknown = reference) => ({
  type: 'button',
  block_id: 'decide',
  action_id,
  value: typeof value === 'string' ? value : JSON.stringify(value),
});

const reference = { arn: alerted.arn, changeId: alerted.changeId };

export const form = (payload: unknown) =>
  new URLSearchParams({
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  }).toString();

import { TagResourceCommand } from '@aws-sdk/client-kms';
import { slackApp } from '../../sandbox/slack/workspace.ts';
import { createClients } from '../../shared/aws/clients.ts';
import type { Decision } from '../../shared/ledger/decision.ts';
import { createDynamoLedger } from '../../shared/ledger/dynamodb/ledger.ts';
import type { Press, Standard } from '../../shared/standard/standard.ts';
import { startStage } from '../guard/stage.ts';
import { people } from './edge.ts';

type Json = Readonly<Record<string, unknown>>;

/** What came back of a press. */
export type Pressed = {
  /** The status and body of the function's answer. */
  readonly status: number;
  readonly body: string;
  /** What the one who pressed was told. */
  readonly said: string;
};

/** A guarded sandbox where people press buttons. */
export type RespondStage = Awaited<ReturnType<typeof startRespondStage>>;

/** Starts a guarded sandbox in which Alice, Olga and Sam may press what they may. */
export async function startRespondStage(change: (standard: Standard) => Standard = (each) => each) {
  const stage = await startStage((standard) => {
    const changed = change(standard);
    return { ...changed, alerts: { ...changed.alerts, responders: people } };
  });
  const { sandbox } = stage;
  const caller = sandbox.callers.guardian;
  if (!caller) throw new Error('no guardian');
  const { dynamodb } = createClients({
    AWS_REGION: sandbox.region,
    AWS_ENDPOINT_URL: sandbox.endpoint,
    AWS_ACCESS_KEY_ID: caller.accessKeyId,
    AWS_SECRET_ACCESS_KEY: caller.secretAccessKey,
  });
  const ledger = createDynamoLedger({ client: dynamodb, table: sandbox.table });
  const post = async (path: string, body: object): Promise<Json> => {
    const response = await fetch(`${sandbox.endpoint}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${slackApp.botToken}` },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Json;
  };

  /** A message with one button beneath it, as an alert has it: whether the alert offers it is not asked. */
  const alertWith = async (press: Press, { arn, changeId }: Decision): Promise<unknown> => {
    const button = {
      type: 'button',
      action_id: press,
      value: JSON.stringify({ arn, changeId }),
      text: { type: 'plain_text', text: press },
    };
    const blocks = [{ type: 'actions', block_id: 'decide', elements: [button] }];
    return (await post('/slack/api/chat.postMessage', { channel: 'C0ALERTS', text: 'An alert', blocks })).ts;
  };

  const toPressed = ({ status, body, responses }: Json): Pressed => ({
    status: Number(status),
    body: String(body),
    said: (responses as readonly Json[]).map(({ text }) => text).join('\n'),
  });

  return {
    ...stage,
    ledger,
    tag: (KeyId: string, tags: Readonly<Record<string, string>>) =>
      stage.as('administrator').send(
        new TagResourceCommand({
          KeyId,
          Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
        }),
      ),
    /** The newest decision that something is wrong with, as the ledger has it. */
    async newest(): Promise<Decision> {
      await sandbox.idle();
      const last = stage.told.findLast((each) => each.type === 'decision' && each.outcome !== 'clean');
      const found = last?.type === 'decision' ? await ledger.decision(last.arn, last.changeId) : undefined;
      if (found === undefined) throw new Error('nothing was decided');
      return found;
    },
    async press(press: Press, decision: Decision, user = 'U0ALICE'): Promise<Pressed> {
      const ts = await alertWith(press, decision);
      const pressed = await post('/slack/press', { user, ts, action_id: press });
      await sandbox.idle();
      return toPressed(pressed);
    },
    /** Fills in the form that is open. */
    async answer(
      values: { readonly why: string; readonly hours?: string },
      user = 'U0ALICE',
    ): Promise<Pressed> {
      const view = sandbox.slack.views.find((each) => each.user === user);
      if (view === undefined) throw new Error('no form is open');
      const { why, hours = '8' } = values;
      const before = sandbox.slack.posts.length;
      const given = { why: { why }, hours: { hours } };
      const pressed = await post('/slack/press', { user, view: view.id, values: given });
      await sandbox.idle();
      const toThem = sandbox.slack.posts.slice(before).filter(({ onlyFor }) => onlyFor === user);
      return { ...toPressed(pressed), said: toThem.map(({ payload }) => payload.text).join('\n') };
    },
    /** What everybody was told in threads. */
    inThreads: () =>
      sandbox.slack.posts.flatMap(({ threadTs, onlyFor, payload }) =>
        threadTs !== undefined && onlyFor === undefined ? [String(payload.text)] : [],
      ),
    async stop() {
      dynamodb.destroy();
      await stage.stop();
    },
  };
}

/** In every class, and for every rule. */
export const inMode =
  (mode: 'alert' | 'remediate', policy: Partial<Standard['defaults']['policy']> = {}) =>
  (standard: Standard): Standard => ({
    ...standard,
    defaults: { ...standard.defaults, mode, policy: { ...standard.defaults.policy, ...policy } },
  });

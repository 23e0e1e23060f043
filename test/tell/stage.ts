import { randomBytes } from 'node:crypto';
import { Queue } from '../../sandbox/sqs/queue.ts';
import type { Channel, Notice, Posted } from '../../shared/alerts/channel.ts';
import { createReach } from '../../shared/alerts/reach.ts';
import type { Change } from '../../shared/events/change.ts';
import { handleInOrder } from '../../shared/lambda/batch.ts';
import type { Decision } from '../../shared/ledger/decision.ts';
import { MemoryLedger } from '../../shared/ledger/memory-ledger.ts';
import type { Alerts } from '../../shared/standard/standard.ts';
import { carryOutOrder } from '../../shared/tell/carry-out-order.ts';
import type { AlertHappening } from '../../shared/tell/tell-tools.ts';
import { exampleDecision } from '../alerts/example-decision.ts';

export const start = Date.UTC(2026, 10, 24, 10);

/** What a channel was sent, and when. */
export type Sent = { readonly at: number; readonly notice: Notice; readonly earlier?: Posted };

/** A channel that keeps what it is sent. It can be taken down, for so many tries; `canUpdate` says whether it can come back to a message. */
export function channelOf(name: string, now: () => number, canUpdate = false) {
  const sent: Sent[] = [];
  const state = { down: undefined as Error | undefined, times: Number.POSITIVE_INFINITY, tried: 0 };
  const channel: Channel = {
    name,
    async send(notice, _, earlier) {
      state.tried++;
      if (state.down && state.times-- > 0) throw state.down;
      sent.push({ at: now(), notice, ...(earlier === undefined ? {} : { earlier }) });
      return canUpdate ? (earlier ?? { ts: String(sent.length) }) : undefined;
    },
  };
  return { channel, sent, state };
}

const usualAlerts: Alerts = {
  routes: [],
  teamTag: 'team',
  accounts: {},
  responders: [],
  mass: { count: 10, withinMinutes: 5 },
  incidentHours: 24,
  exemptHours: 8,
  snoozeHours: 4,
};

/** The queue of alerts, what tells, and channels, in virtual time: each pause passes at once. */
export function startStage(alerts: Partial<Alerts> = {}, { machines = false } = {}) {
  let now = start;
  const clock = () => now;
  const ledger = new MemoryLedger();
  const slack = channelOf('slack', clock, true);
  const sns = channelOf('sns', clock);
  const eventbridge = channelOf('eventbridge', clock);
  const channels = [slack.channel, sns.channel, ...(machines ? [eventbridge.channel] : [])];
  const common = { visibilityTimeoutSeconds: 360, clock, random: randomBytes };
  const fifo = { contentBasedDeduplication: true };
  const dead = new Queue({ ...common, fifo, name: 'dead', arn: 'dead' });
  const redrive = { queue: dead, maxReceiveCount: 5 };
  const queue = new Queue({ ...common, fifo, redrive, name: 'alerts', arn: 'alerts' });
  const happenings: AlertHappening[] = [];
  const pause = async (ms: number) => {
    now += ms;
  };
  // As the function is: one instance, which is as old as the stage.
  const reach = createReach({
    channels: { usual: channels, named: (name) => channels.find((each) => each.name === name) },
    now: clock,
    pause,
    slackPaceMs: 1_000,
  });
  const tools = {
    ledger,
    alerts: { ...usualAlerts, ...alerts },
    reach,
    now: clock,
    report: (happening: AlertHappening) => happenings.push(happening),
  };
  const errors: unknown[] = [];
  return {
    ledger,
    slack,
    sns,
    eventbridge,
    queue,
    dead,
    happenings,
    errors,
    now: clock,
    pass(ms: number) {
      now += ms;
    },
    async put(...decisions: readonly Decision[]) {
      for (const decision of decisions) {
        await ledger.record(decision);
        const { arn, changeId } = decision;
        queue.send(JSON.stringify({ arn, changeId }), { groupId: 'alerts' });
      }
    },
    order(kind: 'flush' | 'digest') {
      queue.send(JSON.stringify({ kind, at: new Date(now).toISOString() }), { groupId: 'alerts' });
    },
    /** Has the function take message after message, as it is deployed, until the queue is empty; what failed waits for its time. */
    async run() {
      while (queue.size > 0) {
        const batch = queue.receive(1);
        if (batch.length === 0) {
          now += 1_000;
          continue;
        }
        const { batchItemFailures } = await handleInOrder(
          batch,
          ({ body, sentAt }) => carryOutOrder(body, sentAt, tools),
          { error: (_, error) => void errors.push(error) },
        );
        await reach.rest();
        const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
        for (const { messageId, receiptHandle } of batch)
          if (!failed.has(messageId)) queue.delete(receiptHandle);
      }
    },
  };
}

export type Stage = ReturnType<typeof startStage>;

/** The decision on a change number `n`, to a key of its own unless the decision says otherwise. */
export function decisionOf(
  n: number,
  more: Partial<Decision> & {
    readonly by?: string;
    readonly operation?: Change['operation'];
    readonly at?: number;
  } = {},
): Decision {
  const { by = 'role/Admin', operation, at = start, ...rest } = more;
  const example = exampleDecision();
  const keyId = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const arn = `arn:aws:kms:eu-west-1:111122223333:key/${keyId}`;
  const change = {
    ...example.change,
    id: `change-${n}`,
    at: new Date(at).toISOString(),
    actor: { ...example.change.actor, arn: `arn:aws:iam::111122223333:${by}` },
    ...(operation === undefined ? {} : { operation, details: {} }),
  } as Change;
  return {
    ...example,
    arn,
    aliases: [],
    changeId: change.id,
    change,
    decidedAt: new Date(at + 1_000).toISOString(),
    told: true,
    ...rest,
  };
}

/** The changes that notices tell of one by one. */
export const changesIn = (sent: readonly Sent[]) =>
  sent.flatMap(({ notice }) => (notice.kind === 'change' ? [notice.decision.changeId] : []));

/** The summaries among notices. */
export const summariesIn = (sent: readonly Sent[]) =>
  sent.flatMap(({ notice }) => (notice.kind === 'change' ? [] : [notice]));

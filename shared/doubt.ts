import type { Change } from './events/change.ts';
import type { History } from './ledger/history.ts';
import type { Plan } from './remediation/plan.ts';
import { wroteAt } from './wrote-at.ts';

/** For so long after a write, in milliseconds, what is read may be what stood before it. */
const settlingMs = 30_000;

/** What a look that would lead to this plan rests on. */
export type Sight = {
  readonly change: Change;
  readonly plan: Plan;
  readonly history: History;
  /** Whether the thing looks as the change left it. */
  readonly shows: boolean;
  /** Whether something newer than the change is approved: what it made should be there no more. */
  readonly outdated: boolean;
  /** Whether the policy that is seen is another than those the guardian's last write put, and put away: it is newer. */
  readonly another: boolean;
  /** Whether a pipeline, or the guardian itself, made the change: what it made is expected to be there. */
  readonly expected: boolean;
};

/**
 * Whether a thing is looked at again before the plan is followed, since what was read may be older than what was written:
 * by the change itself, where nothing is seen of it; by the guardian, where it has put the thing right a moment ago. A
 * violation that is seen is never waited on for the first reason. Pure.
 */
export function isDoubtful(sight: Sight, now: number): boolean {
  const { change, plan, history, shows, another, expected, outdated } = sight;
  const changedAt = Date.parse(change.at);
  const isRecent = now - changedAt < settlingMs;
  if (isRecent && !shows && (plan.kind !== 'act' || expected)) return true;
  if (isRecent && shows && outdated && plan.kind === 'act') return true;
  const written = ownWriteOf(plan, history);
  if (plan.kind !== 'act' || written === undefined || now - written >= settlingMs) return false;
  // CloudTrail tells whole seconds: a change of the second in which the guardian wrote may have come after it.
  return !(shows && (changedAt > written || (another && changedAt + 1_000 > written)));
}

/** What a sweep would not find by itself, since the rules on it go by who did it. */
const goneByItself: readonly Change['operation'][] = [
  'ScheduleKeyDeletion',
  'DisableKey',
  'DisableKeyRotation',
];

/** Whether nothing at all is seen of a change that only its own event tells of: then the queue waits for KMS. Pure. */
export function isUnseen({ change, shows }: Pick<Sight, 'change' | 'shows'>, now: number): boolean {
  return !shows && goneByItself.includes(change.operation) && now - Date.parse(change.at) < settlingMs;
}

/**
 * Whether the change is older than the guardian's last write, which put it right: what is still seen of it is then waited
 * on for as long as the queue does, since whoever made it so again has an event of their own. Pure.
 */
export function isSettled({ change, plan, history }: Pick<Sight, 'change' | 'plan' | 'history'>): boolean {
  const written = ownWriteOf(plan, history);
  // CloudTrail tells whole seconds.
  return written !== undefined && change.operation !== 'Sweep' && Date.parse(change.at) + 1_000 <= written;
}

/** When the guardian last wrote what the plan is about. */
const ownWriteOf = (plan: Plan, history: History) =>
  plan.kind === 'act'
    ? wroteAt(
        history,
        plan.steps.map(({ kind }) => kind),
      )
    : undefined;

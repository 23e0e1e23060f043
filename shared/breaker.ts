import type { Breaker, Closing, History } from './ledger/history.ts';
import type { Plan } from './remediation/plan.ts';
import type { Step } from './remediation/step.ts';
import type { BreakerLimits } from './standard/standard.ts';
import { withWrite } from './wrote-at.ts';

/** What only keeps data from being lost. A mass deletion is no reason to stop cancelling it. */
const saving: readonly Step['kind'][] = ['cancel-key-deletion', 'enable-key'];

/** True of steps that an account's breaker neither counts nor holds back. */
export const isSaving = ({ steps }: { readonly steps: readonly Step[] }): boolean =>
  steps.every(({ kind }) => saving.includes(kind));

/** The plan as the breakers of the thing and of its account let it be carried out. Pure. */
export function throughBreakers(
  plan: Plan,
  history: History,
  accountBreaker: Breaker | undefined,
  limits: BreakerLimits,
  now: number,
): Plan {
  if (plan.kind !== 'act') return plan;
  const held = (why: string, opens = false): Plan => ({ kind: 'held', steps: plan.steps, why, opens });
  if (history.breaker) return held(since(history.breaker));
  const why = whyBreakerOpens(history, limits, now);
  if (why !== undefined) return held(why, true);
  return accountBreaker === undefined || isSaving(plan)
    ? plan
    : held(`in the whole account, ${since(accountBreaker)}`);
}

const since = ({ openedAt, why }: Breaker) => `the breaker is open since ${openedAt}: ${why}`;

/** Why a thing's breaker opens now; undefined where it may be put right once more. */
function whyBreakerOpens(
  { remediations }: History,
  { perThing, withinMinutes }: BreakerLimits,
  now: number,
): string | undefined {
  const lately = remediations.filter(({ at }) => at > now - withinMinutes * 60_000);
  return lately.length < perThing
    ? undefined
    : `it was put right ${lately.length} times within ${withinMinutes} minutes, and somebody keeps changing it`;
}

/** The history with its breaker closed. What was put right before is counted no more, or the breaker would open again at once. */
export function withClosedBreaker(history: History, by: string, why: string, now: number): History {
  const { breaker, ...rest } = history;
  if (breaker === undefined) return history;
  const closed: Closing = { at: new Date(now).toISOString(), by, why, closes: breaker };
  return { ...rest, remediations: [], closed };
}

/** The history with one more remediation, and without those that are too old to count. The newest policy stays known. */
export function withRemediation(
  history: History,
  write: NonNullable<History['lastWrite']>,
  { withinMinutes }: BreakerLimits,
): History {
  const { changeId, at } = write;
  const counted = history.remediations.filter(
    (each) => each.at > at - withinMinutes * 60_000 && each.changeId !== changeId,
  );
  const policy = write.policy ?? history.lastWrite?.policy;
  const lastWrite = policy === undefined ? write : { ...write, policy };
  const wrote = withWrite(history, write);
  return { ...history, lastWrite, wrote, remediations: [...counted, { changeId, at }] };
}

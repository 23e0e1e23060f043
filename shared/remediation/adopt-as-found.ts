import type { Sweep } from '../events/change.ts';
import type { NewBaseline } from '../ledger/ledger.ts';
import { allRules } from '../rules/all.ts';
import { judge } from '../rules/judge.ts';
import type { Subject } from '../rules/rule.ts';
import { isSettling } from '../rules/settling.ts';
import { originOf } from './adopt.ts';
import { whyUnsafe } from './safe-policy.ts';

/** What a key may be in for a sweep to approve it: the other states are no states to go back to. */
const lasting: readonly string[] = ['Enabled', 'Disabled', 'PendingImport'];

/**
 * The first baseline of a key that nothing is known of, where the sweep finds that it complies: by every rule, whichever
 * function looks, since all of the key is approved. The state is only as it was found. A key that settles is left to the
 * event of its creation, which may be late, and to the next sweep.
 *
 * @returns undefined where something is approved already, or is not to be
 */
export function baselineAsFound(subject: Subject, sweep: Sweep, now: number): NewBaseline | undefined {
  const { snapshot, baseline } = subject;
  const { arn, account, policy, state, rotation, aliases, tags } = snapshot;
  if (baseline !== undefined || snapshot.manager === 'AWS' || !lasting.includes(state)) return undefined;
  if (isSettling(subject) || judge(allRules, subject).length > 0) return undefined;
  // What the guardian would not write back is nothing to go back to.
  if (whyUnsafe(policy, policy, { account, key: arn }) !== undefined) return undefined;
  const why = 'nothing was approved before, and the key complies as found by the sweep';
  return {
    ...originOf(subject, sweep, why, now),
    policy,
    state,
    stateAsFound: true,
    rotation,
    aliases,
    tags,
  };
}

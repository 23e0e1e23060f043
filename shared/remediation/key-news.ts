import { policyDigest } from '../keys/policy-digest.ts';
import type { NewBaseline } from '../ledger/ledger.ts';
import { judge } from '../rules/judge.ts';
import type { AnyRule, Subject } from '../rules/rule.ts';
import { isLive, isSanctioned } from '../rules/sanctioned.ts';
import { bearsOnPolicy, originOf } from './adopt.ts';

/**
 * The baseline that a pipeline's policy becomes although it is not live any more: its event carries the full text, and
 * what has been written over it since, by the guardian or by others, was not what is approved. Without a known time of
 * what is approved, the time of its approval stands for it; where nothing is approved, anything is newer.
 *
 * @returns undefined where the policy is live (then it is adopted like any other change), older than what is approved, or
 *   against the standard.
 */
export function keyNews(subject: Subject, rules: readonly AnyRule[], now: number): NewBaseline | undefined {
  const { change, snapshot, baseline } = subject;
  if (change?.operation !== 'PutKeyPolicy' || !isSanctioned(subject)) return undefined;
  const { policy } = change.details;
  if (policy === undefined || !isNewer(subject, policy) || isLive(policy, snapshot)) return undefined;
  // What the guardian wrote has nothing to do with what the pipeline made.
  const { history: _own, ...others } = subject;
  const made: Subject = { ...others, snapshot: { ...snapshot, policy } };
  if (judge(rules, made).some((finding) => bearsOnPolicy(finding, rules))) return undefined;
  const { state, rotation, aliases, tags } = snapshot;
  const { version: _, ...approved } = baseline ?? {
    version: 0,
    state,
    stateAsFound: true as const,
    rotation,
    aliases,
    tags,
  };
  const origin = originOf(subject, change, 'a pipeline made a compliant change, which was overwritten', now);
  return { ...approved, ...origin, policy, policyAt: change.at };
}

/**
 * CloudTrail tells whole seconds. Of two policies of the same second the one is newer that the guardian saw where it wrote
 * the other.
 */
function isNewer({ change, baseline, history }: Subject, policy: string): boolean {
  if (baseline === undefined) return true;
  if (change === undefined || baseline.changeId === change.id) return false;
  const approvedAt = Date.parse(baseline.policyAt ?? baseline.adoptedAt);
  const madeAt = Date.parse(change.at);
  if (madeAt !== approvedAt) return madeAt > approvedAt;
  return history?.lastWrite?.policy?.replaced === policyDigest(policy);
}

import { allRules } from './duties.ts';
import type { Actor } from './events/actor.ts';
import type { KeySnapshot } from './keys/snapshot.ts';
import type { Baseline, Ledger, NewBaseline } from './ledger/ledger.ts';
import { whyUnsafe } from './remediation/safe-policy.ts';
import { judge } from './rules/judge.ts';
import type { Finding } from './rules/rule.ts';
import { classOf } from './standard/match.ts';
import type { Standard } from './standard/standard.ts';

/** What becomes of an approval: a baseline, or the reasons against it. */
export type Adoption =
  | { readonly baseline: Baseline; readonly replaces?: Baseline }
  | { readonly refused: string; readonly findings: readonly Finding[] };

/** A key as it is, and what was approved of it until now. */
export type Seen = { readonly snapshot: KeySnapshot; readonly before: Baseline | undefined };

/** A person's decision to approve what they saw. */
export type Approving = {
  readonly standard: Standard;
  readonly by: Actor;
  readonly why: string;
  /** Approving twice for the same one is once. */
  readonly changeId: string;
  /** `policy`: of the rest, what was approved stays. */
  readonly what: 'all' | 'policy';
  /** When the policy was made, ISO 8601; now, where that is not known. */
  readonly policyAt?: string;
};

/**
 * Makes what was seen of a key its baseline, by a person's decision; whoever calls this holds its lease. Refused where its
 * policy breaks a rule, or nobody could change it any more: the guardian would not write such a baseline back.
 */
export async function approve(
  seen: Seen,
  approving: Approving,
  { ledger, now }: { readonly ledger: Pick<Ledger, 'adopt'>; readonly now: () => number },
): Promise<Adoption> {
  const refusal = whyRefused(seen, approving);
  if (refusal !== undefined) return refusal;
  const { snapshot, before } = seen;
  const { by, why, changeId, policyAt } = approving;
  const at = new Date(now()).toISOString();
  const { arn, policy } = snapshot;
  const origin = { arn, adoptedAt: at, changeId, by, why, policy, policyAt: policyAt ?? at };
  const baseline = await ledger.adopt<'key'>({ ...restOf(seen, approving), ...origin });
  return { baseline, ...(before && { replaces: before }) };
}

type Rest = Omit<NewBaseline, 'arn' | 'adoptedAt' | 'changeId' | 'by' | 'why' | 'policy' | 'policyAt'>;

/** What is approved beside the policy. */
function restOf({ snapshot, before }: Seen, { what }: Approving): Rest {
  const { state, rotation, aliases, tags } = snapshot;
  const creator = before?.creator === undefined ? {} : { creator: before.creator };
  if (what === 'all') return { state, rotation, aliases, tags, ...creator };
  if (before === undefined) return { state, stateAsFound: true, rotation, aliases, tags };
  return {
    state: before.state,
    rotation: before.rotation,
    aliases: before.aliases ?? aliases,
    tags: before.tags ?? tags,
    ...creator,
    ...(before.stateAsFound && { stateAsFound: true as const }),
  };
}

function whyRefused(
  { snapshot, before }: Seen,
  { standard, what }: Approving,
): Extract<Adoption, { readonly refused: string }> | undefined {
  const { state, arn, account, policy } = snapshot;
  const isNew = what === 'all' || before === undefined;
  if (isNew && state !== 'Enabled' && state !== 'Disabled' && state !== 'PendingImport')
    return { refused: `The key is ${state}: that is no state to go back to.`, findings: [] };
  // By the labels that were approved, as the guardian judges it; those of the key where none are.
  const { tags = snapshot.tags, aliases = snapshot.aliases } = before ?? {};
  const { governance } = classOf(standard, { account, region: snapshot.region, tags, aliases });
  const rules = allRules.filter(({ area }) => area === 'policy');
  // Against itself: that it differs from what was approved before is the very reason to approve it.
  const findings = judge(rules, { snapshot, governance });
  if (findings.length > 0) return { refused: 'The key policy breaks the standard.', findings };
  const unsafe = whyUnsafe(policy, policy, { account, key: arn });
  return unsafe === undefined
    ? undefined
    : { refused: `The guardian could not write this policy back: ${unsafe}.`, findings: [] };
}

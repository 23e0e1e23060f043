import type { KeySnapshot } from '../keys/snapshot.ts';
import type { Baseline } from '../ledger/ledger.ts';
import { type KeyPlace, parsePolicy } from '../policy/parse.ts';
import type { Policy, Principal } from '../policy/policy.ts';
import { PolicyError } from '../policy/policy-error.ts';

const read = new WeakMap<KeySnapshot, Policy | PolicyError>();

/** The key policy of a snapshot, read once for all rules, or why it cannot be read. */
export function policyOrError(snapshot: KeySnapshot): Policy | PolicyError {
  let policy = read.get(snapshot);
  if (policy === undefined) {
    policy = tryParse(snapshot.policy, placeOf(snapshot));
    read.set(snapshot, policy);
  }
  return policy;
}

/** The same; undefined where it cannot be read, which is a finding of `no-public-access`. */
export function keyPolicy(snapshot: KeySnapshot): Policy | undefined {
  const policy = policyOrError(snapshot);
  return policy instanceof PolicyError ? undefined : policy;
}

const approved = new WeakMap<Baseline, Policy>();

/** The policy of a baseline, read once; it was a policy when it was adopted. */
export function approvedPolicy(baseline: Baseline, snapshot: KeySnapshot): Policy {
  let policy = approved.get(baseline);
  if (policy === undefined) {
    policy = parsePolicy(baseline.policy, placeOf(snapshot));
    approved.set(baseline, policy);
  }
  return policy;
}

/** Whether a key policy lets in anybody by name but the key's account and those in it. */
export const allowsOthers = (policy: Policy): boolean =>
  allows(policy, (principal) => !('account' in principal) || principal.account !== policy.account);

/** Whether AWS services are among those whom a key policy lets in. */
export const allowsServices = (policy: Policy): boolean =>
  allows(policy, ({ kind }) => kind === 'service' || kind === 'anyone');

/** Whether an Allow statement names somebody of this kind, or everybody but a few. */
function allows({ statements }: Policy, isMeant: (principal: Principal) => boolean): boolean {
  return statements.some(
    ({ effect, principals }) => effect === 'Allow' && (principals.negated || principals.any.some(isMeant)),
  );
}

/** The key a snapshot is of, as policies are read for it. */
export const placeOf = ({ account, arn }: KeySnapshot): KeyPlace => ({ account, key: arn });

function tryParse(text: string, place: KeyPlace): Policy | PolicyError {
  try {
    return parsePolicy(text, place);
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
}

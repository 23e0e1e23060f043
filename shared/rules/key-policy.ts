import type { KeySnapshot } from '../keys/snapshot.ts';
import type { Baseline } from '../ledger/ledger.ts';
import { type KeyPlace, parsePolicy } from '../policy/parse.ts';
import type { Policy, Principal } from '../policy/policy.ts';
import { PolicyError } from '../policy/policy-error.ts';

/** The policies read last, by whose they are and their text without the white space in between, the oldest first. */
const recent = new Map<string, Policy>();
const mostRecent = 50;
const betweenTokens = /("(?:[^"\\]|\\.)*")|\s+/g;

const read = new WeakMap<KeySnapshot, Policy | PolicyError>();

/** The key policy of a snapshot, read once for all rules, or why it cannot be read. */
export function policyOrError(snapshot: KeySnapshot): Policy | PolicyError {
  const policy = read.get(snapshot) ?? readPolicy(snapshot.policy, snapshot);
  read.set(snapshot, policy);
  return policy;
}

/**
 * Any policy of a snapshot's key, the same object for the same text, as often as it is asked for: what is found out about
 * it need not be found out twice. KMS may give a policy back with other white space than it was put with. Most policies
 * are about `*` alone, and mean the same on every key of the account.
 */
export function readPolicy(text: string, snapshot: KeySnapshot): Policy | PolicyError {
  const place = placeOf(snapshot);
  const tokens = text.replace(betweenTokens, '$1');
  const ofAny = `${place.account} ${tokens}`;
  const ofThis = `${place.account} ${place.key} ${tokens}`;
  const policy = recent.get(ofAny) ?? recent.get(ofThis) ?? tryParse(text, place);
  if (policy instanceof PolicyError) return policy;
  const isOfAny = policy.statements.every(({ resources }) => resources.any.includes('*'));
  return isOfAny ? keep(ofAny, withoutKey(policy)) : keep(ofThis, policy);
}

function keep(name: string, policy: Policy): Policy {
  recent.delete(name);
  recent.set(name, policy);
  const [oldest] = recent.keys();
  if (recent.size > mostRecent && oldest !== undefined) recent.delete(oldest);
  return policy;
}

function withoutKey(policy: Policy): Policy {
  if (policy.key === undefined) return policy;
  const { key: _, ...ofAny } = policy;
  return ofAny;
}

/** The same; undefined where it cannot be read, which is a finding of `no-public-access`. */
export function keyPolicy(snapshot: KeySnapshot): Policy | undefined {
  const policy = policyOrError(snapshot);
  return policy instanceof PolicyError ? undefined : policy;
}

const approved = new WeakMap<Baseline, Policy>();

/** The policy of a baseline, read once; it was a policy when it was adopted. */
export function approvedPolicy(baseline: Baseline, snapshot: KeySnapshot): Policy {
  const policy = approved.get(baseline) ?? readPolicy(baseline.policy, snapshot);
  if (policy instanceof PolicyError) throw policy;
  approved.set(baseline, policy);
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

import type { KeySnapshot } from '../keys/snapshot.ts';
import type { Baseline } from '../ledger/ledger.ts';
import { judge } from '../rules/judge.ts';
import type { Rule, Subject } from '../rules/rule.ts';
import { isLive } from '../rules/sanctioned.ts';

type NewBaseline = Omit<Baseline, 'version'>;

/**
 * The first baseline of a key that was just created: what it was created as, if that complies, and not
 * what it has become since. KMS tells no policy in the event where it wrote its own default one.
 */
export function firstBaseline(
  subject: Subject,
  rules: readonly Rule[],
  now: number,
): NewBaseline | undefined {
  const { snapshot, change, baseline, governance } = subject;
  if (change?.operation !== 'CreateKey' || baseline !== undefined) return undefined;
  const policy = change.details.policy ?? snapshot.policy;
  if (change.details.policy === undefined && !isLive(defaultPolicy(snapshot), snapshot)) return undefined;
  if (judge(rules, { snapshot: { ...snapshot, policy }, change, governance }).length > 0) return undefined;
  return {
    ...origin(subject, change, 'the key was created, and complies', now),
    policy,
    // A key is born enabled, unless its material is still to come.
    state: snapshot.origin === 'EXTERNAL' ? snapshot.state : 'Enabled',
    rotation: snapshot.rotation,
  };
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function defaultPolicy({ arn, account }: KeySnapshot): string {
  const partition = arn.split(':')[1];
  const statement = {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  return JSON.stringify({ Version: '2012-10-17', Id: 'key-default-1', Statement: [statement] });
}

/**
 * The baseline after a compliant change. Only the part that the change is about is taken from the live
 * key: adopting a rotation period must not adopt, beside it, a policy that somebody is just widening.
 *
 * @returns undefined where the change is about no part of a baseline, or the live key is not what it made.
 */
export function adoptedFrom(subject: Subject, why: string, now: number): NewBaseline | undefined {
  const { snapshot, baseline, change } = subject;
  if (change === undefined) return undefined;
  const { policy, state, rotation } = baseline ?? snapshot;
  const before = { ...origin(subject, change, why, now), policy, state, rotation };
  if (change.operation === 'PutKeyPolicy') return { ...before, policy: snapshot.policy };
  if (baseline === undefined) return undefined;
  switch (change.operation) {
    case 'EnableKey':
      return snapshot.state === 'Enabled' ? { ...before, state: 'Enabled' } : undefined;
    case 'DisableKey':
      return snapshot.state === 'Disabled' ? { ...before, state: 'Disabled' } : undefined;
    case 'EnableKeyRotation':
      return snapshot.rotation.kind === 'enabled' ? { ...before, rotation: snapshot.rotation } : undefined;
    case 'DisableKeyRotation':
      return snapshot.rotation.kind === 'disabled' ? { ...before, rotation: snapshot.rotation } : undefined;
    default:
      return undefined;
  }
}

function origin({ snapshot }: Subject, change: NonNullable<Subject['change']>, why: string, now: number) {
  const adoptedAt = new Date(now).toISOString();
  return { keyArn: snapshot.arn, adoptedAt, changeId: change.id, by: change.actor, why };
}

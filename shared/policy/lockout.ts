import { decide } from './decide.ts';
import type { Context, Level, Policy } from './policy.ts';

/**
 * How far a principal could still change the key's policy under this one. KMS refuses a policy that would answer
 * `denied` to its caller.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
export function canPutPolicy(policy: Policy, principal: string, context: Context = {}): Level {
  return decide(policy, { principal, action: 'kms:PutKeyPolicy', context }).decision;
}

/** Someone who can still change the policy. */
export type PolicyOwner = { readonly principal: string; readonly level: Exclude<Level, 'denied'> };

/**
 * Who of the key's own account can call PutKeyPolicy under a policy: its root user, and whoever the policy names, as
 * a principal or by a whole ARN in a condition. Empty: nobody is known to, so the key is locked or close to it. Requests
 * are taken to carry nothing but what follows from the principal, so an owner under other conditions is not counted.
 */
export function policyOwners(policy: Policy): readonly PolicyOwner[] {
  return [...candidates(policy)].flatMap((principal) => {
    const level = canPutPolicy(policy, principal);
    return level === 'denied' ? [] : [{ principal, level }];
  });
}

function candidates(policy: Policy): Set<string> {
  const found = new Set([`arn:aws:iam::${policy.account}:root`]);
  const own = new RegExp(`^arn:aws[\\w-]*:(iam|sts)::${policy.account}:(user|role|assumed-role)/[^*?$]+$`);
  for (const { principals, conditions } of policy.statements) {
    const named = principals.any.flatMap((principal) => ('arn' in principal ? principal.arn : []));
    for (const arn of [...named, ...conditions.flatMap(({ values }) => values)]) {
      if (own.test(arn)) {
        found.add(arn);
      }
    }
  }
  return found;
}

import { decide } from '../../shared/policy/decide.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import type { Caller } from '../caller.ts';
import { KmsError } from './errors.ts';
import type { Key } from './key.ts';

/**
 * Whether the key's policy lets the caller in. Callers count as allowed everything by IAM, so what the key
 * policy delegates, they may do.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 */
export function authorize(operation: string, key: Key, caller: Caller): void {
  const policy = parsePolicy(key.policy, { account: key.account, key: key.arn });
  const action = `kms:${operation}`;
  const { decision } = decide(policy, { principal: caller.arn, action, context: {} });
  if (decision !== 'denied') return;
  const granted = [...key.grants.values()].some(
    (grant) => grant.granteePrincipal === caller.arn && grant.operations.includes(operation),
  );
  if (granted) return;
  throw new KmsError(
    'AccessDeniedException',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${key.arn} because no resource-based policy allows the ${action} action`,
  );
}

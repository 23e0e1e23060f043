import { isRecord } from '../../shared/events/json.ts';
import { decide } from '../../shared/policy/decide.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import type { Caller } from '../caller.ts';
import { KmsError } from './errors.ts';
import type { Json } from './input.ts';
import type { Grant, Key } from './key.ts';

/**
 * Whether the key's policy or a grant lets the caller in. Callers count as allowed everything by IAM, so what
 * the key policy delegates, they may do. An explicit Deny stands before every grant.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 */
export function authorize(operation: string, key: Key, caller: Caller, input: Json): void {
  const policy = parsePolicy(key.policy, { account: key.account, key: key.arn });
  const action = `kms:${operation}`;
  const { decision, statements } = decide(policy, {
    principal: caller.arn,
    action,
    context: contextOf(key, input),
  });
  if (decision !== 'denied') return;
  const refused = statements.some(({ effect }) => effect === 'Deny');
  if (!refused && [...key.grants.values()].some((grant) => grants(grant, operation, caller, input))) return;
  throw new KmsError(
    'AccessDeniedException',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${key.arn} ${
      refused
        ? 'with an explicit deny in a resource-based policy'
        : `because no resource-based policy allows the ${action} action`
    }`,
  );
}

/**
 * The condition keys of KMS that the sandbox knows the values of.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
function contextOf(key: Key, input: Json): Readonly<Record<string, string | readonly string[]>> {
  const { PendingWindowInDays: window, RotationPeriodInDays: period, Operations: operations } = input;
  return {
    'kms:KeySpec': key.spec,
    'kms:KeyUsage': key.usage,
    'kms:KeyOrigin': key.origin,
    'kms:MultiRegion': String(key.multiRegion),
    'kms:BypassPolicyLockoutSafetyCheck': String(input.BypassPolicyLockoutSafetyCheck === true),
    ...(typeof window === 'number' ? { 'kms:ScheduleKeyDeletionPendingWindowInDays': String(window) } : {}),
    ...(typeof period === 'number' ? { 'kms:RotationPeriodInDays': String(period) } : {}),
    ...(Array.isArray(operations) ? { 'kms:GrantOperations': operations.map(String) } : {}),
    ...(typeof input.GranteePrincipal === 'string' ? { 'kms:GranteePrincipal': input.GranteePrincipal } : {}),
    ...Object.fromEntries([...key.tags].map(([name, value]) => [`aws:ResourceTag/${name}`, value])),
    ...Object.fromEntries(pairs(input.EncryptionContext).map(([n, v]) => [`kms:EncryptionContext:${n}`, v])),
  };
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html */
function grants(grant: Grant, operation: string, caller: Caller, input: Json): boolean {
  if (grant.granteePrincipal !== caller.arn || !grant.operations.includes(operation)) return false;
  const given = new Map(pairs(input.EncryptionContext));
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = grant.constraints ?? {};
  const contains = (wanted: unknown) => pairs(wanted).every(([name, value]) => given.get(name) === value);
  return (
    contains(subset) && contains(equals) && (equals === undefined || pairs(equals).length === given.size)
  );
}

function pairs(value: unknown): readonly (readonly [string, string])[] {
  return isRecord(value) ? Object.entries(value).map(([name, each]) => [name, String(each)] as const) : [];
}

import { canPutPolicy } from '../../shared/policy/lockout.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import { PolicyError } from '../../shared/policy/policy-error.ts';
import type { Caller } from '../caller.ts';
import { KmsError } from './errors.ts';

/**
 * Checks a policy as PutKeyPolicy and CreateKey do: its shape, its size, and that the caller can still change it.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
export function checkPolicy(
  text: string,
  key: { readonly account: string; readonly arn: string },
  caller: Caller,
  bypassLockoutCheck: boolean,
): void {
  try {
    const policy = parsePolicy(text, { account: key.account, key: key.arn });
    if (!bypassLockoutCheck && canPutPolicy(policy, caller.arn) === 'denied')
      throw new KmsError(
        'MalformedPolicyDocumentException',
        'The new key policy will not allow you to update the key policy in the future.',
      );
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new KmsError(error.answer ?? 'MalformedPolicyDocumentException', error.message);
  }
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
export function defaultPolicy(account: string): string {
  const statement = {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  return JSON.stringify({ Version: '2012-10-17', Id: 'key-default-1', Statement: [statement] }, null, 2);
}

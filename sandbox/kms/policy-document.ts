import { canPutPolicy } from '../../shared/policy/lockout.ts';
import { parsePolicyWithNotes } from '../../shared/policy/parse.ts';
import { PolicyError } from '../../shared/policy/policy-error.ts';
import { KmsError } from './errors.ts';
import type { Scene } from './operation.ts';
import { mapPrincipals, roleOfSession } from './principals.ts';

/**
 * Checks a policy as PutKeyPolicy and CreateKey do: its shape, its size, that its principals exist, and that
 * the caller can still change it. Answers the text that KMS keeps.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
export function acceptPolicy(
  text: string,
  key: { readonly account: string; readonly arn: string },
  { caller, deletedPrincipals }: Pick<Scene, 'caller' | 'deletedPrincipals'>,
  bypassLockoutCheck: boolean,
): string {
  const policy = checked(text, key);
  const kept = mapPrincipals(text, (principal) => {
    const role = roleOfSession(principal);
    if (deletedPrincipals.has(role))
      throw malformed('Policy contains a statement with one or more invalid principals.');
    return role;
  });
  if (!bypassLockoutCheck && canPutPolicy(policy, caller.arn) === 'denied')
    throw malformed('The new key policy will not allow you to update the key policy in the future.');
  return kept;
}

function checked(text: string, key: { readonly account: string; readonly arn: string }) {
  try {
    const { policy, notes } = parsePolicyWithNotes(text, { account: key.account, key: key.arn });
    const refused = notes.find(({ answer }) => answer !== undefined);
    if (refused) throw malformed(refused.message);
    return policy;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new KmsError(error.answer ?? 'MalformedPolicyDocumentException', error.message);
  }
}

const malformed = (message: string) => new KmsError('MalformedPolicyDocumentException', message);

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

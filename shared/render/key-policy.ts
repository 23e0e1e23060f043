import type { Governance } from '../standard/standard.ts';
import type { Place } from './arns.ts';
import { type Rendered, rendered } from './document.ts';
import { manageStatements } from './manage-statements.ts';
import { ownAccount } from './own-account.ts';
import { rosterOf } from './roster.ts';
import { useStatements } from './use-statements.ts';

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const LIMIT = { what: 'key policy', most: 32_768, unit: 'bytes' } as const;

/**
 * The key policy that the standard asks of a key: each duty has statements of its own, nobody who manages the key uses
 * it, and it keeps to every rule on policies. Trusted accounts are let in by name only, as users.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 * @throws RenderError `CONTRADICTION` where the standard has a user manage the key, `TOO_LARGE` over 32,768 bytes
 * @example
 * const { text, notes } = keyPolicyOf(standard.defaults, { account: '111122223333', partition: 'aws' });
 */
export function keyPolicyOf(governance: Governance, place: Place): Rendered {
  const roster = rosterOf(governance, place);
  const statements = [
    ...ownAccount(governance, place),
    ...manageStatements(roster, governance.actions, place),
    ...useStatements(governance, roster, place),
  ];
  return rendered(statements, LIMIT, [...roster.notes, ...notesOn(governance)]);
}

function notesOn({ roles, usage, iamDelegation }: Governance): readonly string[] {
  const { services, vpcEndpoints } = usage;
  const isAttesting = Object.keys(usage.attestation).length > 0;
  return [
    'KMS takes the policy only from somebody who may change it again: an owner, a pipeline, or the root user.',
    ...(roles.users.length === 0
      ? ['The standard names no users, so the policy lets nobody use the key by name.']
      : []),
    ...(services.length > 0 && vpcEndpoints.length > 0
      ? [
          'The standard asks for services and VPC endpoints: what a service calls comes through no endpoint, so direct use is closed.',
        ]
      : []),
    ...(isAttesting && services.length > 0
      ? [
          'The standard asks for services and attestation: no service can attest, so nobody decrypts with the key.',
        ]
      : []),
    ...(isAttesting && iamDelegation === 'allowed'
      ? [
          'IAM policies may let people make grants, whose holders no condition on attestation binds: forbid iamDelegation to close that way.',
        ]
      : []),
    ...(vpcEndpoints.length > 0 && iamDelegation === 'allowed'
      ? [
          'The Deny spares AWS services. Where CloudTrail shows the key used with invokedBy "AWS Internal", try it on a test key first: such calls can be without aws:PrincipalIsAWSService.',
        ]
      : []),
  ];
}

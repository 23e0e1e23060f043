import { describeGrantee } from '../keys/grantee.ts';
import type { Grant } from '../keys/snapshot.ts';
import { list } from '../policy/explain.ts';
import { evidenceOf, judgedGrants, revocation } from './judged-grants.ts';
import type { Examples, Rule } from './rule.ts';

/**
 * What takes an encryption context, with a symmetric encryption key: asymmetric and HMAC keys take none. CreateGrant is
 * not among them, for a grant that is handed on gives no more than the one it comes from.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html
 */
const takeContext = new Set([
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
]);

export const grantConstraints: Rule = {
  id: 'grant-constraints',
  title: 'Grants are bound to an encryption context',
  severity: 'medium',
  area: 'grants',
  duty: 'grants',
  rationale:
    'A grant that is bound to an encryption context opens the data it was made for; without, everything that the key protects.',
  fix: 'Revoke the grant, and make it again with EncryptionContextEquals or EncryptionContextSubset.',
  controls: { nist: ['AC-6'] },
  check(subject) {
    const { snapshot, governance } = subject;
    if (governance.grants.constraints === 'optional' || snapshot.spec !== 'SYMMETRIC_DEFAULT') return [];
    return judgedGrants(subject).flatMap((grant) => {
      const unbound = grant.operations.filter((operation) => takeContext.has(operation));
      if (isBound(grant) || unbound.length === 0) return [];
      const who = describeGrantee(grant.grantee, snapshot.account);
      return [
        {
          message: `A grant for ${who} allows ${list(unbound, 'and')} with any encryption context.`,
          evidence: evidenceOf(grant, subject),
          ...revocation(subject),
        },
      ];
    });
  },
};

function isBound({ constraints }: Grant): boolean {
  return (
    constraints?.encryptionContextEquals !== undefined || constraints?.encryptionContextSubset !== undefined
  );
}

const standard = 'grants: { constraints: required }';
const user = 'arn:aws:iam::111122223333:role/KeyUser';
const made = (details: object, by = 'role/KeyUser') => ({
  operation: 'CreateGrant',
  by,
  details: { grantId: 'abcde1237f76e4ba', grantee: user, operations: ['Decrypt'], ...details },
});
const listed = (more: object) => ({
  grants: [{ id: 'abcde1237f76e4ba', grantee: user, operations: ['Encrypt'], ...more }],
});
const asymmetric = { spec: 'RSA_2048', usage: 'SIGN_VERIFY', rotation: { kind: 'unsupported' } } as const;

export const examples: Examples = {
  wrong: [
    { name: 'Decrypt, bound to nothing', standard, change: made({}) },
    { name: 'one found in the list', standard, snapshot: listed({ operations: ['DescribeKey', 'Encrypt'] }) },
    {
      name: 'a SourceArn says for what, and not with which data',
      standard,
      change: made({ constraints: { sourceArn: 'arn:aws:sns:us-east-1:111122223333:orders' } }),
    },
  ],
  right: [
    {
      name: 'bound to a context that must be part of it',
      standard,
      change: made({ constraints: { encryptionContextSubset: { app: 'orders' } } }),
    },
    {
      name: 'bound to exactly one context',
      standard,
      snapshot: listed({ constraints: { encryptionContextEquals: { app: 'orders' } } }),
    },
    {
      name: 'nothing that takes a context',
      standard,
      change: made({ operations: ['DescribeKey', 'CreateGrant'] }),
    },
    {
      name: 'an asymmetric key, whose operations take none',
      standard,
      snapshot: asymmetric,
      change: made({ operations: ['Decrypt', 'GetPublicKey'] }),
    },
    { name: 'no context, where the standard asks none', change: made({}) },
    {
      name: 'the grant of an AWS service',
      standard,
      change: made({ grantee: 'backup.amazonaws.com' }, 'backup.amazonaws.com'),
    },
  ],
};

import { expandActions } from '../policy/actions.ts';
import { conditionOn, every } from '../policy/condition-json.ts';
import { actionsThatCarry } from '../policy/condition-keys.ts';
import { type Allowance, above, allBut, anyone, named, only, rootUser } from './ceiling.ts';
import type { Examples, Rule, Subject } from './rule.ts';

/**
 * What answers with plaintext, or in its place, to whoever shows an attestation document, with what only the attested
 * enclave can read: Decrypt, DeriveSharedSecret, GenerateDataKey, GenerateDataKeyPair.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/cryptographic-attestation.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-attestation.html
 */
const ATTESTED = [...(actionsThatCarry('kms:RecipientAttestation:ImageSha384') as ReadonlySet<string>)];

/** It takes no attestation, and hands what the key encrypted to another key, which may ask for none. */
const AWAY = 'kms:ReEncryptFrom';

/** Its holder gives itself, or anybody, the use of the key, and a grant takes no condition on the attestation. */
const GRANT = 'kms:CreateGrant';

/** Who may make grants all the same: whose duty it is, services, and IAM in the account, which is a rule of its own. */
function granters({ snapshot, governance: { roles, actions } }: Subject): readonly Allowance[] {
  const owners = expandActions(actions.owners).has(GRANT) ? roles.owners : [];
  return [
    { ...anyone(only([GRANT])), Principal: { AWS: snapshot.account } },
    anyone(only([GRANT]), { Bool: { 'aws:PrincipalIsAWSService': 'true' } }),
    anyone(only([GRANT]), { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
    ...named(
      [...roles.administrators, ...roles.pipelines, ...roles.guardian, ...owners],
      only([GRANT]),
      snapshot,
    ),
  ];
}

export const enclaveAttestation: Rule = {
  id: 'enclave-attestation',
  title: 'A key decrypts for attested enclaves alone',
  severity: 'high',
  area: 'policy',
  duty: 'policy',
  rationale:
    'Whoever holds a role’s credentials can decrypt anywhere. With a condition on the attestation, the plaintext is readable only in an enclave that runs the image you measured. AWS services (S3, EBS, RDS) that call KMS for you cannot attest, so the rule is for classes of keys that only enclaves use. A grant takes no condition on the attestation: who makes grants can decrypt without it, so that is left to administrators, whose grants the rules on grants judge.',
  fix: 'Add conditions on kms:RecipientAttestation:ImageSha384 or kms:RecipientAttestation:PCR0 to the statements that allow kms:Decrypt, kms:GenerateDataKey, kms:GenerateDataKeyPair or kms:DeriveSharedSecret, and leave kms:ReEncryptFrom out. Leave kms:CreateGrant to administrators, or add the condition kms:GrantIsForAWSResource to it. Give data that AWS services encrypt a key of another class.',
  controls: { nist: ['AC-3', 'SC-7', 'SC-12'] },
  check(subject) {
    const wanted = Object.entries(subject.governance.usage.attestation);
    if (wanted.length === 0) return [];
    const shown = wanted.map(([name, values]) => conditionOn(`kms:RecipientAttestation:${name}`, values));
    const ceiling = [
      rootUser,
      anyone(allBut([...ATTESTED, AWAY, GRANT])),
      anyone(only(ATTESTED), every(...shown)),
      ...granters(subject),
    ];
    return above(
      ceiling,
      subject,
      'The key policy lets data be decrypted without the enclave’s attestation.',
    );
  },
};

const IMAGE = 'abc1'.repeat(24);
const image = `usage: { attestation: { ImageSha384: ["${IMAGE}"] } }`;
const signer = `usage: { attestation: { PCR8: ["${IMAGE}"], PCR0: ["*"] } }`;
const user = (Action: string | readonly string[], Condition?: object) => ({
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:role/KeyUser' },
  Action,
  Resource: '*',
  ...(Condition && { Condition }),
});

export const examples: Examples = {
  wrong: [
    { name: 'a user decrypts anywhere', standard: image, statements: [user('kms:Decrypt')] },
    { name: 'a user makes data keys anywhere', standard: image, statements: [user('kms:GenerateDataKey*')] },
    {
      name: 'an enclave of another image decrypts',
      standard: image,
      statements: [
        user('kms:Decrypt', {
          StringEquals: { 'kms:RecipientAttestation:ImageSha384': 'f'.repeat(96) },
        }),
      ],
    },
    {
      name: 'one of two measurements',
      standard: signer,
      statements: [user('kms:Decrypt', { StringEquals: { 'kms:RecipientAttestation:PCR8': IMAGE } })],
    },
    {
      name: 'who shows nothing meets the condition',
      standard: image,
      statements: [
        user('kms:Decrypt', { StringEqualsIfExists: { 'kms:RecipientAttestation:ImageSha384': IMAGE } }),
      ],
    },
    {
      name: 'an AWS service decrypts, which cannot attest',
      standard: image,
      statements: [
        {
          ...user('kms:Decrypt', { StringEquals: { 'aws:SourceAccount': '111122223333' } }),
          Principal: { Service: 'cloudtrail.amazonaws.com' },
        },
      ],
    },
    {
      name: 'a user takes data away to another key',
      standard: image,
      statements: [user('kms:ReEncrypt*')],
    },
    {
      name: 'a user makes grants, and so can give itself the use without attestation',
      standard: image,
      statements: [user('kms:CreateGrant')],
    },
    {
      name: 'the same under the attestation, which no CreateGrant carries, or absent',
      standard: image,
      statements: [
        user('kms:CreateGrant', { StringEqualsIfExists: { 'kms:RecipientAttestation:ImageSha384': IMAGE } }),
      ],
    },
  ],
  right: [
    {
      name: 'the enclave of the image decrypts',
      standard: image,
      statements: [
        user(['kms:Decrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyPair', 'kms:DeriveSharedSecret'], {
          StringEquals: { 'kms:RecipientAttestation:ImageSha384': IMAGE },
        }),
      ],
    },
    {
      name: 'an image that a signer signed, of any measurement',
      standard: signer,
      statements: [
        user('kms:Decrypt', {
          StringEquals: {
            'kms:RecipientAttestation:PCR8': IMAGE,
            'kms:RecipientAttestation:PCR0': '9'.repeat(96),
          },
        }),
      ],
    },
    {
      name: 'what gives no plaintext back needs no enclave',
      standard: image,
      statements: [
        user(['kms:Encrypt', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptTo', 'kms:DescribeKey']),
      ],
    },
    {
      name: 'the root user',
      standard: image,
      statements: [
        {
          ...user('kms:*', { StringEquals: { 'aws:PrincipalType': 'Account' } }),
          Principal: { AWS: '111122223333' },
        },
      ],
    },
    {
      name: 'an administrator and a pipeline make grants, which is their duty',
      standard: image,
      statements: ['KeyAdministrator', 'Deploy'].map((role) => ({
        ...user('kms:CreateGrant'),
        Principal: { AWS: `arn:aws:iam::111122223333:role/${role}` },
      })),
    },
    {
      name: 'a user makes the grants that AWS services ask for',
      standard: image,
      statements: [user('kms:CreateGrant', { Bool: { 'kms:GrantIsForAWSResource': 'true' } })],
    },
    { name: 'no attestation is asked', statements: [user(['kms:Decrypt', 'kms:ReEncrypt*'])] },
  ],
};

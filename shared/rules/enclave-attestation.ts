import { conditionOn, every } from '../policy/condition-json.ts';
import { actionsThatCarry } from '../policy/condition-keys.ts';
import { above, allBut, anyone, only, rootUser } from './ceiling.ts';
import type { Examples, Rule } from './rule.ts';

/**
 * What answers with plaintext, or in its place, to whoever shows an attestation document, with what only the attested
 * enclave can read: Decrypt, DeriveSharedSecret, GenerateDataKey, GenerateDataKeyPair.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/cryptographic-attestation.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-attestation.html
 */
const ATTESTED = [...(actionsThatCarry('kms:RecipientAttestation:ImageSha384') ?? [])];

/** It takes no attestation, and hands what the key encrypted to another key, which may ask for none. */
const AWAY = 'kms:ReEncryptFrom';

export const enclaveAttestation: Rule = {
  id: 'enclave-attestation',
  title: 'A key decrypts for attested enclaves alone',
  severity: 'high',
  area: 'policy',
  duty: 'policy',
  rationale:
    'Whoever holds a role’s credentials can decrypt anywhere. With a condition on the attestation, the plaintext is readable only in an enclave that runs the image you measured. AWS services (S3, EBS, RDS) that call KMS for you cannot attest, so the rule is for classes of keys that only enclaves use.',
  fix: 'Add conditions on kms:RecipientAttestation:ImageSha384 or kms:RecipientAttestation:PCR0 to the statements that allow kms:Decrypt, kms:GenerateDataKey, kms:GenerateDataKeyPair or kms:DeriveSharedSecret, and leave kms:ReEncryptFrom out. Give data that AWS services encrypt a key of another class.',
  controls: { nist: ['AC-3', 'SC-7', 'SC-12'] },
  check(subject) {
    const wanted = Object.entries(subject.governance.usage.attestation);
    if (wanted.length === 0) return [];
    const shown = wanted.map(([name, values]) => conditionOn(`kms:RecipientAttestation:${name}`, values));
    const ceiling = [rootUser, anyone(allBut([...ATTESTED, AWAY])), anyone(only(ATTESTED), every(...shown))];
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
    { name: 'no attestation is asked', statements: [user(['kms:Decrypt', 'kms:ReEncrypt*'])] },
  ],
};

import { z } from 'zod';
import { principals } from './principal.ts';
import { oneOf, whole } from './value.ts';

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html */
export const grantOperations = [
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
  'Sign',
  'Verify',
  'GetPublicKey',
  'CreateGrant',
  'RetireGrant',
  'DescribeKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateMac',
  'VerifyMac',
  'DeriveSharedSecret',
  'Encapsulate',
  'Decapsulate',
] as const;

/** What a grant may give; an empty list asks nothing. */
export const grants = z.strictObject({
  grantees: principals.optional().describe('Who may be given a grant. Empty: anybody who is trusted.'),
  operations: z
    .array(oneOf(grantOperations, 'grant operation'))
    .optional()
    .describe('What a grant may allow. Empty: anything.'),
  constraints: z
    .enum(['optional', 'required'])
    .optional()
    .describe('Whether a grant must be bound to an encryption context, where its operations take one.'),
  // https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
  maximum: whole('grants', 0, 50_000, 'KMS allows 50,000 a key')
    .optional()
    .describe('How many grants a key may have, those of AWS services not counted.'),
});

/**
 * Operations that take an alias in the place of a key ID or ARN.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-using.html
 */
const byAlias = new Set([
  'DescribeKey',
  'Encrypt',
  'Decrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
]);

/**
 * Operations that KMS answers for a key of another account; each page of the API reference says so.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
const acrossAccounts = new Set([
  ...byAlias,
  'CreateGrant',
  'GetKeyRotationStatus',
  'ListGrants',
  'RevokeGrant',
]);

export const takesAlias = (operation: string) => byAlias.has(operation);
export const crossesAccounts = (operation: string) => acrossAccounts.has(operation);

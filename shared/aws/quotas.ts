/**
 * How many requests a second KMS takes of one account in one Region, of the operations by which the guardian puts things
 * right. AWS raises them on request; they are kept low here on purpose, and the readings that come before each are far
 * below their own quotas.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
 */
export const quotas: Readonly<Record<string, number>> = {
  CancelKeyDeletion: 5,
  CreateAlias: 5,
  DisableKey: 5,
  EnableKey: 5,
  EnableKeyRotation: 15,
  PutKeyPolicy: 15,
  RevokeGrant: 30,
  TagResource: 5,
  UntagResource: 5,
  UpdateAlias: 5,
};

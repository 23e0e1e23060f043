/**
 * How many requests a second KMS takes of one account in one Region, of the operations by which the guardian puts things
 * right: the defaults of AWS's table, each checked against a copy of it that knows `GetKeyLastUsage`. AWS raises them on request.
 *
 * What is read before each has quotas of 100 to 2,000, and needs no pace; with two exceptions, which have 5 as well.
 * `GetKeyLastUsage`, asked of a key that is scheduled for deletion: where it is refused, the last use counts as unknown.
 * `DescribeCustomKeyStores`: nobody has many key stores. `ListKeys` is the sweep's alone, and the least that any table says.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
 */
export const quotas: Readonly<Record<string, number>> = {
  CancelKeyDeletion: 5,
  ConnectCustomKeyStore: 5,
  CreateAlias: 5,
  DisableKey: 5,
  EnableKey: 5,
  EnableKeyRotation: 15,
  ListKeys: 100,
  PutKeyPolicy: 15,
  RevokeGrant: 50,
  TagResource: 10,
  UntagResource: 5,
  UpdateAlias: 5,
};

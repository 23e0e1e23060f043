/**
 * A custom key store.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CustomKeyStoresListEntry.html
 */
export type KeyStoreSnapshot = {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly id: string;
  readonly name: string;
  /** `DELETED` where there is no such key store any more; KMS deletes only those that hold no key. */
  readonly connection: 'CONNECTED' | 'CONNECTING' | 'FAILED' | 'DISCONNECTED' | 'DISCONNECTING' | 'DELETED';
  /** Why it failed to connect, as KMS codes it. */
  readonly error?: string;
};

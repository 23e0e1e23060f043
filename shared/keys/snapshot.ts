/** The states of a key. @see https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
export type KeyState =
  | 'Creating'
  | 'Enabled'
  | 'Disabled'
  | 'PendingDeletion'
  | 'PendingImport'
  | 'PendingReplicaDeletion'
  | 'Unavailable'
  | 'Updating';

/**
 * Automatic rotation. `unsupported` for keys that KMS cannot rotate: asymmetric and HMAC keys, imported
 * material, custom key stores.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
export type Rotation =
  | { readonly kind: 'enabled'; readonly periodInDays: number }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'unsupported' };

/** What a key looks like now. */
export type KeySnapshot = {
  readonly arn: string;
  readonly keyId: string;
  readonly account: string;
  readonly region: string;
  /** The key policy's text, just as KMS returned it. */
  readonly policy: string;
  readonly state: KeyState;
  /** `AWS` for AWS managed keys, which nobody can govern. */
  readonly manager: 'CUSTOMER' | 'AWS';
  readonly spec: string;
  readonly usage: string;
  readonly origin: string;
  readonly multiRegion: 'primary' | 'replica' | 'no';
  readonly rotation: Rotation;
  /** When KMS will destroy the key, ISO 8601; only while it waits for that. */
  readonly deletionDate?: string;
  readonly aliases: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
};

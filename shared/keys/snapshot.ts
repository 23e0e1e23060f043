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
  /** ISO 8601. */
  readonly createdAt?: string;
  /** When KMS will destroy the key, ISO 8601; only while it waits for that. */
  readonly deletionDate?: string;
  readonly aliases: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** When imported key material ends, ISO 8601; absent where it does not, or there is none. */
  readonly materialEndsAt?: string;
  readonly keyStoreId?: string;
  /** Read only where it matters to the change. */
  readonly grants?: readonly Grant[];
  /** Why `grants` may not be all of them. */
  readonly grantsCut?: string;
  readonly lastUse?: LastUse;
};

/**
 * A grant, as KMS lists it.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html
 */
export type Grant = {
  readonly id: string;
  /** As KMS has it: `readGrantee` says what it may be. */
  readonly grantee: string;
  readonly retiring?: string;
  /** The account that made it. */
  readonly issuer?: string;
  readonly operations: readonly string[];
  readonly constraints?: {
    readonly encryptionContextEquals?: Readonly<Record<string, string>>;
    readonly encryptionContextSubset?: Readonly<Record<string, string>>;
    readonly sourceArn?: string;
  };
};

/**
 * The last cryptographic use that KMS knows of. `unknown`: it could not be read, which counts as in use.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html
 */
export type LastUse =
  | { readonly kind: 'used'; readonly at: string; readonly operation?: string }
  /** Not once since the key was created. */
  | { readonly kind: 'never' }
  /** Not since KMS began to keep track of it, which was after the key was created. */
  | { readonly kind: 'unused'; readonly since: string }
  | { readonly kind: 'unknown'; readonly why: string };

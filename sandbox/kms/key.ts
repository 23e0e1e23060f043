import type { KeyState } from '../../shared/keys/snapshot.ts';

/** One key, as the sandbox keeps it. */
export type Key = {
  readonly keyId: string;
  readonly account: string;
  readonly region: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly spec: string;
  readonly usage: string;
  readonly origin: string;
  readonly multiRegion: boolean;
  /** Where the primary of a multi-Region key is; the key's own Region for any other. */
  primaryRegion: string;
  readonly customKeyStoreId?: string;
  description: string;
  policy: string;
  state: KeyState;
  /** Milliseconds since the epoch; while the key awaits deletion. */
  deletionDate?: number;
  pendingWindowInDays?: number;
  rotationPeriodInDays?: number;
  /** When the next automatic rotation is due, in milliseconds since the epoch. */
  nextRotation?: number;
  readonly rotations: Rotation[];
  /** The identifier of the current key material; absent before there was any. It stays when the material goes. */
  materialId?: string;
  /** True while imported material is deleted or expired. */
  materialLost?: boolean;
  /** When imported material expires, in milliseconds since the epoch; absent where it does not. */
  validTo?: number;
  readonly tags: Map<string, string>;
  readonly grants: Map<string, Grant>;
  /** The last cryptographic operation that succeeded. */
  lastUse?: Use;
};

export type Use = {
  readonly operation: string;
  readonly at: number;
  readonly ids: CallIds;
};

/** What CloudTrail and KMS call one call. */
export type CallIds = { readonly event: string; readonly request: string };

export type Rotation = { readonly at: number; readonly type: 'AUTOMATIC' | 'ON_DEMAND' };

export type Grant = {
  readonly grantId: string;
  readonly name?: string;
  readonly granteePrincipal: string;
  readonly retiringPrincipal?: string;
  readonly operations: readonly string[];
  readonly constraints?: Readonly<Record<string, unknown>>;
  readonly issuingAccount: string;
  readonly createdAt: number;
};

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
  /** The ARN of the primary key, where this is a replica. */
  readonly replicaOf?: string;
  description: string;
  policy: string;
  state: KeyState;
  /** Milliseconds since the epoch; while the key awaits deletion. */
  deletionDate?: number;
  rotationPeriodInDays?: number;
  readonly tags: Map<string, string>;
  readonly grants: Map<string, Grant>;
};

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

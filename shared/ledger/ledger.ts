import type { Actor } from '../events/actor.ts';
import type { KeyState, Rotation } from '../keys/snapshot.ts';
import type { Decision } from './decision.ts';

/** The approved state of a key, versioned from 1. Its policy is what a revert restores. */
export type Baseline = {
  readonly keyArn: string;
  readonly version: number;
  readonly policy: string;
  readonly state: KeyState;
  readonly rotation: Rotation;
  readonly adoptedAt: string;
  /** The change that made it so; adopting for the same change twice is once. */
  readonly changeId: string;
  readonly by: Actor;
  readonly why: string;
};

/** The right to act on one key for a while. `fence` grows by one at every acquisition. */
export type Lease = {
  readonly keyArn: string;
  readonly owner: string;
  readonly fence: number;
  /** When the one before ended; a look older than this may be stale. Absent for the first lease. */
  readonly previousEndedAt?: string;
};

/**
 * The durable record. Every write is idempotent and touches one item, under a condition: nothing here
 * needs a transaction, and what has expired is filtered, not awaited.
 */
export interface Ledger {
  /** The newest baseline, read consistently. */
  baseline(keyArn: string): Promise<Baseline | undefined>;
  /** Every baseline of the key, newest first. */
  baselines(keyArn: string): Promise<readonly Baseline[]>;
  /** Adds the next version, unless the newest came from the same change: then that one is returned. */
  adopt(baseline: Omit<Baseline, 'version'>): Promise<Baseline>;

  decision(keyArn: string, changeId: string): Promise<Decision | undefined>;
  /** Writes a decision. A decision that is `told` is final: it is never overwritten. */
  record(decision: Decision): Promise<void>;

  /** Undefined while somebody else holds it. `now` and `until` in milliseconds since the epoch. */
  acquireLease(keyArn: string, owner: string, now: number, until: number): Promise<Lease | undefined>;
  /** Harmless when the lease has passed to another. */
  releaseLease(lease: Lease, now: number): Promise<void>;
}

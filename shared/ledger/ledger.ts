import type { Actor } from '../events/actor.ts';
import type { KeyState, Rotation } from '../keys/snapshot.ts';
import type { Scope } from '../rules/scope.ts';
import type { AsideAlert } from './alert-line.ts';
import type { Decision } from './decision.ts';
import type { Breaker, Closing, History } from './history.ts';
import type { Incident, Snooze } from './incident.ts';
import type { MassEvent } from './mass-event.ts';
import type { KeptPress } from './press.ts';

/** What is approved of each kind of thing: what putting it right restores. */
export type Approved = {
  readonly key: {
    readonly policy: string;
    readonly state: KeyState;
    readonly rotation: Rotation;
    /** Absent from baselines older than they are. */
    readonly aliases?: readonly string[];
    readonly tags?: Readonly<Record<string, string>>;
    /** The ARN of whoever created the key, where the guardian saw that: it may set the first labels. */
    readonly creator?: string;
    /** Present where nobody approved the state: it is what the key was found in, until its creation is known. */
    readonly stateAsFound?: true;
    /** When the change that made the policy was made; absent from baselines older than this field. */
    readonly policyAt?: string;
  };
  /** The key it points to; absent where it was deleted by one who may. */
  readonly alias: { readonly target?: string | undefined };
  readonly 'key-store': { readonly connected: boolean };
  readonly trail: Readonly<Record<never, never>>;
  readonly 'vpc-endpoint': { readonly policy: string };
  readonly account: Readonly<Record<never, never>>;
  readonly principal: Readonly<Record<never, never>>;
};

/** The approved state of a thing, versioned from 1, and how it came to be. */
export type Baseline<S extends Scope = 'key'> = Approval & Approved[S];

export type Approval = {
  readonly arn: string;
  readonly version: number;
  readonly adoptedAt: string;
  /** The change that made it so; adopting for the same change twice is once. */
  readonly changeId: string;
  readonly by: Actor;
  readonly why: string;
};

/** A baseline before the ledger has numbered it. */
export type NewBaseline<S extends Scope = 'key'> = Omit<Approval, 'version'> & Approved[S];

/** The right to act on one thing for a while. `fence` grows by one at every acquisition. */
export type Lease = {
  readonly arn: string;
  readonly owner: string;
  readonly fence: number;
  /** When it runs out, in milliseconds since the epoch. */
  readonly until: number;
  /** When the one before ended; a look older than this may be stale. Absent for the first lease. */
  readonly previousEndedAt?: string;
  /** What the guardian has done to the thing so far. Empty for the first lease. */
  readonly history: History;
};

/** A call that KMS refused. `at` in milliseconds since 1970. */
export type RefusedCall = {
  readonly principal: string;
  readonly id: string;
  readonly operation: string;
  readonly at: number;
  readonly withinMinutes: number;
};

/** The refused calls of one principal within the minutes asked; `window` numbers the span of time they are told in. */
export type RefusedCalls = {
  readonly window: number;
  readonly count: number;
  readonly operations: readonly string[];
};

/** Where an account's remediations are counted together. */
export type Place = { readonly account: string; readonly region: string };

/** `at` in milliseconds since 1970. Those of one span of so many minutes are counted together. */
export type CountedRemediation = Place & {
  readonly arn: string;
  readonly changeId: string;
  readonly at: number;
  readonly withinMinutes: number;
};

/**
 * The durable record. Every write is idempotent and touches one item, under a condition: nothing here
 * needs a transaction, and what has expired is filtered, not awaited.
 */
export interface Ledger {
  /** The newest baseline, read consistently. */
  baseline<S extends Scope = 'key'>(arn: string): Promise<Baseline<S> | undefined>;
  /** Every baseline of the thing, newest first. */
  baselines<S extends Scope = 'key'>(arn: string): Promise<readonly Baseline<S>[]>;
  /** Adds the next version, unless the newest came from the same change: then that one is returned. */
  adopt<S extends Scope>(baseline: NewBaseline<S>): Promise<Baseline<S>>;

  decision(arn: string, changeId: string): Promise<Decision | undefined>;
  /** Writes a decision. A decision that is `told` is final: it is never overwritten. */
  record(decision: Decision): Promise<void>;

  /** Undefined while somebody else holds it. `now` and `until` in milliseconds since the epoch. */
  acquireLease(arn: string, owner: string, now: number, until: number): Promise<Lease | undefined>;
  /** Writes the thing's history. Throws `LeaseLost` where the lease has passed to another. */
  keepHistory(lease: Lease, history: History): Promise<void>;
  /** Harmless when the lease has passed to another. */
  releaseLease(lease: Lease, now: number): Promise<void>;

  /** Counts a refused call, once however often it is delivered, and tells how many there were lately. */
  countAttempt(attempt: RefusedCall): Promise<RefusedCalls>;

  /** Counts a remediation of an account's things, once however often it is counted, and tells how many there were. */
  countRemediation(remediation: CountedRemediation): Promise<number>;
  /** The breaker of a whole account in a Region; undefined where it is closed. */
  accountBreaker(place: Place): Promise<Breaker | undefined>;
  /** Opens it, unless it is open: the first reason stands. */
  openAccountBreaker(place: Place, breaker: Breaker): Promise<void>;
  /** Closes it, keeps by whom and why, and counts the account's remediations anew. */
  closeAccountBreaker(place: Place, closing: Closing): Promise<void>;

  /** Undefined where the thing was never told of for this cause, or so long ago that it is forgotten. */
  incident(arn: string, cause: string): Promise<Incident | undefined>;
  /** Writes an incident, but not its snooze: that stays, and may be newer than what was read. */
  keepIncident(arn: string, incident: Incident): Promise<void>;
  /** Snoozes an incident, whatever is told of it at the same time. */
  snooze(arn: string, cause: string, snooze: Snooze): Promise<void>;

  massEvent(key: string): Promise<MassEvent | undefined>;
  keepMassEvent(event: MassEvent): Promise<void>;
  /** Those that are going on, as far as the ledger knows. */
  openMassEvents(): Promise<readonly MassEvent[]>;

  /** Keeps an alert for the digest of a day, `2026-11-24`; the same one again is the same. */
  putAside(day: string, alert: AsideAlert): Promise<void>;
  /** All alerts that are kept for the digest of a day. */
  asideOf(day: string): Promise<readonly AsideAlert[]>;
  /** The last day of which a digest was told. */
  lastDigest(): Promise<string | undefined>;
  keepLastDigest(day: string): Promise<void>;

  /** Keeps somebody's press of a button; the same one again is the same. */
  keepPress(press: KeptPress): Promise<void>;
  /** The presses on a thing, newest first; of very many, the newest. */
  presses(arn: string): Promise<readonly KeptPress[]>;
  /** True where nobody else has taken the request of this name, until it may be forgotten, in milliseconds since 1970. */
  takeOnce(name: string, owner: string, until: number): Promise<boolean>;
}

import type { Decision, Outcome } from '../shared/ledger/decision.ts';
import type { History } from '../shared/ledger/history.ts';
import type { Baseline } from '../shared/ledger/ledger.ts';
import type { Standard } from '../shared/standard/standard.ts';

/** What a key really is at one moment, whatever anybody reads. */
export type Truth = {
  readonly policy: string;
  readonly state: 'Enabled' | 'Disabled' | 'PendingDeletion';
  readonly rotationInDays: number | undefined;
  /** The grants that stand: ID to grantee. */
  readonly grants: Readonly<Record<string, string>>;
};

/** The work of the guard that a write was part of. */
export type Handling = {
  readonly invocation: string;
  readonly changeId: string;
  /** When the invocation last looked at the key before. */
  readonly lookedAt: number;
  /** The same call once more, because its first answer was lost on the way. */
  readonly resent: boolean;
};

/** One successful change to a key, in the order in which they truly took effect. Times in milliseconds since the epoch. */
export type Write = {
  readonly at: number;
  readonly eventId: string;
  readonly key: string;
  readonly operation: string;
  readonly request: Readonly<Record<string, unknown>>;
  /** The ARN of the role or user. */
  readonly by: string;
  readonly before: Truth | undefined;
  readonly after: Truth;
  /** Present on the guardian's own. */
  readonly handling?: Handling;
};

/** A message that was put into the queue of a function. */
export type Delivery = { readonly eventId: string; readonly key: string; readonly to: string };

/** A message that a channel accepted. */
export type Telling = {
  readonly at: number;
  readonly changeId: string;
  readonly key: string;
  readonly outcome: Outcome;
};

/** An answer that was lost, or an invocation that ended before its work was done. */
export type Mishap = {
  readonly at: number;
  readonly invocation: string;
  readonly key: string | undefined;
  readonly kind: 'error' | 'lost-answer' | 'crash' | 'timeout';
};

/** All of one history: what happened, and what is left at its end. */
export type Chronicle = {
  readonly standard: Standard;
  readonly excusedUntil: number;
  readonly keys: readonly string[];
  readonly writes: readonly Write[];
  readonly deliveries: readonly Delivery[];
  /** The event IDs, or the texts that are no event, in the dead-letter queues. */
  readonly deadLetters: readonly string[];
  readonly garbage: readonly string[];
  readonly tellings: readonly Telling[];
  readonly mishaps: readonly Mishap[];
  readonly decisions: readonly Decision[];
  readonly baselines: readonly Baseline[];
  readonly histories: Readonly<Record<string, History>>;
  readonly accountBreaker: boolean;
  readonly endedAt: number;
  /** How long a read may answer what stood before. */
  readonly staleMs: number;
};

/** A broken promise: where, and how. */
export type Violation = { readonly promise: string; readonly what: string };

import type { Aspect } from '../remediation/aspect-of.ts';
import type { Step } from '../remediation/step.ts';
import type { Remedy } from '../rules/rule.ts';
import type { PrincipalPattern } from '../standard/standard.ts';

/** What the guardian has done to one thing lately. It is kept with the thing's lease: only its holder writes it. */
export type History = {
  readonly lastWrite?: OwnWrite;
  /** When each aspect was written last, in milliseconds since the epoch; absent from histories older than the field. */
  readonly wrote?: Readonly<Partial<Record<Aspect, number>>>;
  /** What was put right, oldest first: what the breaker counts. */
  readonly remediations: readonly Remediation[];
  /** Present while it is open: nothing is changed here until a person closes it. */
  readonly breaker?: Breaker;
  /** How the last breaker was closed. */
  readonly closed?: Closing;
  /** What a person excused for a while, by a button. */
  readonly exempt?: readonly Excused[];
  /** What a person had put back after the guardian had put it right. */
  readonly respected?: readonly Respected[];
};

export const noHistory: History = { remediations: [] };

export type Remediation = {
  readonly changeId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
};

/** The guardian's newest write to a thing, noted while it is made: it may have failed. */
export type OwnWrite = Remediation & {
  readonly steps: readonly Step['kind'][];
  /** The newest policy that was written, by this write or an earlier one. */
  readonly policy?: OwnPolicy;
  /** The CloudTrail event that it came back as. */
  readonly confirmedBy?: string;
};

/** Digests of a policy that the guardian wrote, and of the one that it saw before: see `policyDigest`. */
export type OwnPolicy = { readonly made: string; readonly replaced: string; readonly at: number };

/** Findings of these rules are told and not put right, until the time is over. Times are ISO 8601, UTC. */
export type Excused = {
  readonly rules: readonly string[];
  readonly by: string;
  readonly why: string;
  readonly at: string;
  readonly until: string;
  /** Whose changes it does not cover: those of whoever gave it. */
  readonly except?: readonly PrincipalPattern[];
};

/** Nothing is changed while it is open. `openedAt` is ISO 8601, UTC. */
export type Breaker = { readonly openedAt: string; readonly why: string };

/** A person's decision that what a breaker held back may go on. `at` is ISO 8601, UTC. */
export type Closing = {
  readonly at: string;
  readonly by: string;
  readonly why: string;
  readonly closes: Breaker;
};

/** A state that a person decided shall stand, though a rule is against it: it is told, and not put right. */
export type Respected = {
  /** What would put it right. */
  readonly remedy: Remedy;
  /** The state, in the words of the thing's ward: see `Ward.stateFor`. */
  readonly state: string;
  readonly by: string;
  readonly why: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The change whose remediation was undone. */
  readonly undoes: string;
  /** When all of it was put back; absent while that goes on, and where it was interrupted: the same undo then finishes it. */
  readonly carriedOutAt?: string;
  /** When the state was seen to be another: that it comes back is nobody's decision. */
  readonly endedAt?: string;
};

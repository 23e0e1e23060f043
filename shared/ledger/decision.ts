import type { Attempt, Change } from '../events/change.ts';
import type { Step, StepResult } from '../remediation/step.ts';
import type { Finding } from '../rules/rule.ts';
import type { Scope } from '../rules/scope.ts';

/**
 * How a change ended.
 * - `started`: being put right; whoever finds this later finishes it.
 * - `clean`: nothing wrong, nothing to do.
 * - `adopted`: it became the baseline.
 * - `recorded`, `alerted`: there are findings; the mode asks for no more.
 * - `asked`: a person must approve or revert it.
 * - `remediated`: put right. `already-right`: somebody had put it right before.
 * - `held`: it should have been put right, and a breaker is open: nothing is changed until a person closes it.
 * - `failed`: it should have been put right, and could not be. Told louder than all others.
 */
export type Outcome =
  | 'started'
  | 'clean'
  | 'adopted'
  | 'recorded'
  | 'alerted'
  | 'asked'
  | 'remediated'
  | 'already-right'
  | 'held'
  | 'failed';

/** Whose press of a button had a change judged again: in words, and the press. */
export type PressedBy = { readonly by: string; readonly pressId: string };

/** One change, as the ledger keeps it: what was seen, decided and done, when, and how long it took. */
export type Decision = {
  readonly scope: Scope;
  /** Of the key or other thing that was judged. */
  readonly arn: string;
  readonly changeId: string;
  /** What was done, or tried. */
  readonly change: Change | Attempt;
  readonly keyClass: string;
  /** A key's; none for other things. */
  readonly aliases: readonly string[];
  /** The team that a key belongs to, by its tag; absent where it has none. */
  readonly team?: string;
  readonly findings: readonly Finding[];
  /** Present where it was judged again because somebody pressed "Revert now". */
  readonly pressed?: PressedBy;
  readonly outcome: Outcome;
  readonly steps: readonly StepResult[];
  /** While it is `started`: the steps that are being taken, so that what they replace outlives the function. */
  readonly planned?: readonly Step[];
  /** Why it failed, where no step could be planned, or why it was adopted. */
  readonly why?: string;
  /** The version adopted by this change. */
  readonly baselineVersion?: number;
  readonly decidedAt: string;
  /** From the change to the decision carried out, in milliseconds. CloudTrail's time has whole seconds. */
  readonly latencyMs: number;
  /** Whether the channels have been told, or there was nothing to tell. */
  readonly told: boolean;
};

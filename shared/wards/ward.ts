import type { Change, Sweep } from '../events/change.ts';
import type { Baseline, Ledger, NewBaseline } from '../ledger/ledger.ts';
import type { Made } from '../remediation/plan.ts';
import type { Step, Taken } from '../remediation/step.ts';
import type { AnyRule, Finding, Remedy, Subject } from '../rules/rule.ts';
import type { Scope, Snapshots } from '../rules/scope.ts';
import type { Governance, Standard } from '../standard/standard.ts';

/** What is approved, and was. */
export type Approvals = Pick<Ledger, 'baseline' | 'baselines'>;

/** One thing that is governed. */
export type Thing = { readonly arn: string; readonly account: string; readonly region: string };

/**
 * How the guard looks after one kind of thing: keys, aliases, trails. What is pure takes the subject; what asks AWS
 * takes the thing. Methods, so that wards of several kinds go into one list: each only ever gets what it read itself.
 */
export type Ward<S extends Scope = Scope> = {
  readonly scope: S;
  /** The things that a change is about; none where it is another ward's, or nobody's. */
  find(change: Change, approvals: Approvals): readonly Thing[] | Promise<readonly Thing[]>;
  /** What the thing looks like now. */
  read(thing: Thing, change: Change): Promise<Snapshots[S]>;
  /** Sees what can only be looked for once it is known what is approved: a third wait, for things that need it. */
  complete?(
    snapshot: Snapshots[S],
    baseline: Baseline<S> | undefined,
    change: Change,
    approvals: Approvals,
  ): Promise<Snapshots[S]>;
  /** What of the standard holds for it. */
  classOf(
    standard: Standard,
    snapshot: Snapshots[S],
    baseline: Baseline<S> | undefined,
  ): { readonly name: string; readonly governance: Governance };
  /** The first baseline of a thing that was just made, if that complies. */
  first?(subject: Subject<S>, rules: readonly AnyRule[], now: number): NewBaseline<S> | undefined;
  /** The baseline that the change brings with it although it is not live any more. */
  news?(subject: Subject<S>, rules: readonly AnyRule[], now: number): NewBaseline<S> | undefined;
  /** Whether a finding is about what the change would have approved; every finding is, where this is not said. */
  barsAdoption?(finding: Finding, subject: Subject<S>, rules: readonly AnyRule[]): boolean;
  /** The baseline after a change that is compliant, and sanctioned. */
  adopt?(subject: Subject<S>, now: number): NewBaseline<S> | undefined;
  /** The first baseline of a thing that complies as the sweep finds it. */
  asFound?(subject: Subject<S>, sweep: Sweep, now: number): NewBaseline<S> | undefined;
  /** What the change broke that is no longer so. */
  meanwhile?(subject: Subject<S>, rules: readonly AnyRule[]): readonly Finding[];
  /** Whether the thing looks as the change left it; where this is not said, nobody asks. */
  shows?(change: Change, snapshot: Snapshots[S]): boolean;
  /** What a remedy would change, as it is now: by these words a person's decision to leave it so is known again. */
  stateFor?(remedy: Remedy, subject: Subject<S>): string | undefined;
  stepsFor(remedy: Remedy, subject: Subject<S>, rules: readonly AnyRule[]): Made;
  take(step: Step, thing: Thing): Promise<Taken>;
};

import type { Outbox } from './alerts/outbox.ts';
import type { Outcome, PressedBy } from './ledger/decision.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { StepResult } from './remediation/step.ts';
import type { AnyRule, Finding } from './rules/rule.ts';
import type { Standard } from './standard/standard.ts';
import type { AlertHappening } from './tell/tell-tools.ts';
import type { Ward } from './wards/ward.ts';

/** What the guard works with. The SDK, the clock and randomness come in from outside. */
export type Tools = {
  readonly ledger: Ledger;
  /** Takes what people are to be told; the function `tell` tells it. */
  readonly outbox: Outbox;
  readonly standard: Standard;
  readonly rules: readonly AnyRule[];
  /** One for each kind of thing that this function looks after. */
  readonly wards: readonly Ward[];
  readonly now: () => number;
  /** A name for this invocation, unlike any other: the owner of its leases. */
  readonly owner: () => string;
  readonly pause: (ms: number) => Promise<void>;
  /** Does work while AWS is waited for; where it is absent, such work is not done. */
  readonly meanwhile?: (work: () => void) => void;
  /** True where the queue will not deliver the event again: what waits for AWS to recover is told as failed instead. */
  readonly isLastTry?: boolean;
  /** Present where a change is judged again because somebody pressed a button. */
  readonly pressed?: PressedBy;
  /** Told what happens, a line each: the log. */
  readonly report: (happening: Happening) => void;
};

/** What the guardian says of its work while it goes on. */
export type Happening =
  | {
      readonly type: 'finding';
      readonly changeId: string;
      readonly arn: string;
      readonly finding: Finding;
    }
  | { readonly type: 'step'; readonly changeId: string; readonly arn: string; readonly result: StepResult }
  | {
      readonly type: 'decision';
      readonly changeId: string;
      readonly arn: string;
      readonly outcome: Outcome;
    }
  | AlertHappening
  | { readonly type: 'ignored'; readonly eventName: string; readonly why: string };

import type { Press } from '../standard/standard.ts';

/**
 * How somebody's press of a button ended.
 * - `done`: it is decided, and holds. `sent`: a function of the guard has it to do; what comes of that is a decision of
 *   its own, `press-` and the ID of the press.
 * - `asked`: they were asked for a reason.
 * - `repeated`: it was done before. `moved-on`: the thing is no longer as it was.
 * - `refused`: they may not, or the standard does not let it be. `busy`, `failed`: nothing was done.
 */
export type PressOutcome =
  | 'done'
  | 'sent'
  | 'asked'
  | 'repeated'
  | 'moved-on'
  | 'refused'
  | 'busy'
  | 'failed';

/** Somebody's press of a button, as the ledger keeps it. */
export type KeptPress = {
  readonly id: string;
  readonly press: Press;
  /** Of the thing that the alert is about, and the change. */
  readonly arn: string;
  readonly changeId: string;
  /** Their member ID in Slack, and their name where the standard knows them. */
  readonly slack: string;
  readonly name?: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly outcome: PressOutcome;
  /** What they were told. */
  readonly said: string;
  /** The reason that they gave. */
  readonly why?: string;
};

import type { PrincipalPattern } from '../standard/standard.ts';

/**
 * One trouble of one thing, as people see it: every alert about the same thing for the same cause, until there has been
 * none for a while. Times are ISO 8601, UTC.
 */
export type Incident = {
  /** See `causeOf` in shared/alerts. */
  readonly cause: string;
  readonly openedAt: string;
  readonly lastAt: string;
  readonly count: number;
  /** The changes that have been dealt with, the last fifty: one that comes again is not told again. */
  readonly told: readonly string[];
  /** Where its first message stands in each channel, by the channel's name. */
  readonly posted: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The last snooze, whether it is over or not. */
  readonly snoozed?: Snooze;
};

/** Somebody does not want to be told of an incident for a while. */
export type Snooze = {
  readonly by: string;
  readonly at: string;
  readonly until: string;
  /** Whose changes are told all the same: those of whoever snoozed it. */
  readonly except?: readonly PrincipalPattern[];
};

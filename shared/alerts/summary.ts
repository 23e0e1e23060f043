import type { AlertLine } from '../ledger/alert-line.ts';
import type { Outcome } from '../ledger/decision.ts';
import type { Severity } from '../rules/rule.ts';

/** One alert in a line of a summary. */
export type SummaryLine = AlertLine;

/** Many alerts told as one: a mass event as it goes on, or what a day brought beside the alerts told one by one. */
export type Summary = {
  readonly kind: 'mass' | 'digest';
  readonly headline: string;
  /** The worst line's. */
  readonly severity: Severity;
  readonly count: number;
  /** ISO 8601, UTC: the first and the last change that is counted. */
  readonly since: string;
  readonly until: string;
  /** Absent where they are of several. */
  readonly account?: string;
  readonly region?: string;
  /** Ten at most, the worst first. */
  readonly worst: readonly SummaryLine[];
  /** All of them, the worst first, where they are at hand: a channel lists as many as it has room for. */
  readonly all?: readonly SummaryLine[];
  /** How many ended each way: no entry for none. */
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** Where all of them can be found. */
  readonly more: string;
};

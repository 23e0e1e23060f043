import type { Severity } from '../rules/rule.ts';
import type { Outcome } from './decision.ts';

/** One alert in a line. Its texts are single lines in which nothing is hidden (`plainText` in shared/alerts). */
export type AlertLine = {
  readonly headline: string;
  readonly severity: Severity;
  readonly outcome: Outcome;
  readonly arn: string;
  readonly changeId: string;
  /** When the change was made: ISO 8601, UTC. */
  readonly at: string;
};

/** An alert that was not told by itself; a digest tells of it. */
export type AsideAlert = AlertLine & {
  /** It was one of very many, somebody had snoozed its incident, or the standard tells such alerts in the digest alone. */
  readonly why: 'mass' | 'snoozed' | 'digest-only';
  readonly account: string;
  readonly region: string;
};

import type { Decision, Outcome } from '../../ledger/decision.ts';
import type { Summary } from '../summary.ts';
import { isPutRight } from './advice.ts';

/**
 * Whether nothing of what was found is left. A rule that the standard only has told may still be broken while another had
 * something put right.
 */
export function allPutRight(decision: Decision): boolean {
  const { outcome, findings } = decision;
  return settled.includes(outcome) && findings.every((finding) => isPutRight(finding, decision));
}

/** Whether every change that a summary counts ended with nothing left to do. */
export function allSettled({ outcomes }: Pick<Summary, 'outcomes'>): boolean {
  return Object.entries(outcomes).every(
    ([outcome, count]) => count === 0 || settled.includes(outcome as Outcome),
  );
}

const settled: readonly Outcome[] = ['remediated', 'already-right', 'clean', 'adopted'];

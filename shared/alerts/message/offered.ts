import type { Decision, Outcome } from '../../ledger/decision.ts';
import { isExemptible } from '../../standard/exempt.ts';
import type { Press } from '../../standard/standard.ts';

/** What the change did may still be so. */
const live: readonly Outcome[] = ['asked', 'alerted', 'failed', 'held'];

/** Which decisions people are offered as buttons beneath an alert, in the order in which they stand there. */
export function offeredPresses(decision: Decision): readonly Press[] {
  const { outcome, findings, change } = decision;
  const isFound = findings.length > 0 && outcome !== 'clean';
  // Nobody may excuse what might be their own doing, nor what no exemption covers.
  const canExempt = change.actor.arn !== undefined && findings.some(({ rule }) => isExemptible(rule));
  return [
    ...(outcome === 'held' ? (['close-breaker'] as const) : []),
    ...(live.includes(outcome) && canRevert(decision) ? (['revert'] as const) : []),
    ...(canAccept(decision) ? (['accept'] as const) : []),
    ...(isFound && canExempt ? (['exempt'] as const) : []),
    ...(isFound ? (['snooze'] as const) : []),
  ];
}

/** Policy drift that a person is asked about has no remedy yet: whether it is put back is the question. */
function canRevert({ outcome, findings }: Decision): boolean {
  if (outcome === 'asked') return true;
  return findings.some(
    ({ remedy, exemption, respected }) =>
      remedy !== undefined && exemption === undefined && respected === undefined,
  );
}

/** A policy that differs from what was approved can be approved. What else is broken, an approval does not mend. */
function canAccept({ scope, change, outcome, findings }: Decision): boolean {
  return (
    scope === 'key' &&
    change.operation === 'PutKeyPolicy' &&
    !('error' in change) &&
    (outcome === 'asked' || outcome === 'alerted') &&
    findings.some(({ rule }) => rule === 'policy-drift') &&
    findings.every(({ rule, remedy }) => rule === 'policy-drift' || remedy !== 'revert-policy')
  );
}

import type { Decision } from '../ledger/decision.ts';

/** Why a thing is told of: the rules broken, sorted, joined by `+`; `none` where a decision has no finding. */
export function causeOf({ findings }: Pick<Decision, 'findings'>): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  return rules.length === 0 ? 'none' : rules.join('+');
}

import type { History } from './ledger/history.ts';
import type { Finding, Remedy } from './rules/rule.ts';

/**
 * Marks the findings about a state that a person put back after the guardian had put it right: they are told, and not
 * put right again, for as long as the state stays as it is. Pure; `stateFor` says what the state is now, in the words in
 * which the decision was kept.
 */
export function respect(
  findings: readonly Finding[],
  { respected = [] }: History,
  stateFor: (remedy: Remedy) => string | undefined,
): readonly Finding[] {
  if (respected.length === 0) return findings;
  return findings.map((finding) => {
    const { remedy, evidence } = finding;
    if (remedy === undefined) return finding;
    const state = stateFor(remedy);
    const decision = respected.findLast((each) => each.remedy === remedy && each.state === state);
    if (decision === undefined) return finding;
    const said = `put back by ${decision.by} on ${decision.at}: ${decision.why}`;
    return { ...finding, evidence: [...evidence, said], respected: decision };
  });
}

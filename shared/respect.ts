import type { History, Respected } from './ledger/history.ts';
import type { Finding, Remedy } from './rules/rule.ts';

/**
 * For so long after a decision, in milliseconds, what is read may be what stood before it was carried out.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/accessing-kms.html#programming-eventual-consistency
 */
const settlingMs = 5 * 60_000;

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
    const decision = respected.findLast(
      (each) => each.remedy === remedy && each.state === state && each.endedAt === undefined,
    );
    if (decision === undefined) return finding;
    const said = `put back by ${decision.by} on ${decision.at}: ${decision.why}`;
    return { ...finding, evidence: [...evidence, said], respected: decision };
  });
}

/**
 * The history in which decisions have ended whose state is another by now, so that they do not excuse whoever brings it
 * back; undefined where none has. One remedy's decisions of one undo end together: a state may have several names.
 * Those on grants never end, since one grant says nothing about another. Pure.
 */
export function withEnded(
  history: History,
  stateFor: (remedy: Remedy) => string | undefined,
  now: number,
): History | undefined {
  const { respected = [] } = history;
  const stands = ({ remedy, undoes }: Respected) =>
    respected.some(
      (each) => each.undoes === undoes && each.remedy === remedy && each.state === stateFor(remedy),
    );
  const ends = (decision: Respected) =>
    decision.endedAt === undefined &&
    decision.remedy !== 'revoke-grant' &&
    stateFor(decision.remedy) !== undefined &&
    now - Date.parse(decision.at) > settlingMs &&
    !stands(decision);
  if (!respected.some(ends)) return undefined;
  const endedAt = new Date(now).toISOString();
  return { ...history, respected: respected.map((each) => (ends(each) ? { ...each, endedAt } : each)) };
}

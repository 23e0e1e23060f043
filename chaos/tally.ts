import type { Violation } from './chronicle.ts';
import type { Mutant } from './mutants.ts';
import { play } from './play.ts';
import { violationsIn } from './promises/all.ts';

/** Runs from the first to before the last, of one seed. */
export type Span = { readonly seed: number; readonly first: number; readonly last: number };

/** What came of some histories. */
export type Tally = {
  readonly runs: number;
  readonly events: number;
  readonly remediations: number;
  readonly violations: readonly Found[];
};

export type Found = Violation & { readonly run: number; readonly weather: string };

/** Plays histories, one after the other, and looks for broken promises in each. */
export async function tally({ seed, first, last }: Span, mutant?: Mutant): Promise<Tally> {
  let [events, remediations] = [0, 0];
  const violations: Found[] = [];
  for (let run = first; run < last; run += 1) {
    const { chronicle, weather } = await play({ seed, run, ...(mutant && { mutant }) });
    events += chronicle.deliveries.length;
    remediations += chronicle.decisions.filter(({ outcome }) => outcome === 'remediated').length;
    violations.push(...violationsIn(chronicle).map((each) => ({ ...each, run, weather })));
  }
  return { runs: last - first, events, remediations, violations };
}

export function together(tallies: readonly Tally[]): Tally {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((all, each) => all + of(each), 0);
  return {
    runs: sum(({ runs }) => runs),
    events: sum(({ events }) => events),
    remediations: sum(({ remediations }) => remediations),
    violations: tallies.flatMap(({ violations }) => violations).sort((a, b) => a.run - b.run),
  };
}

/** How often each promise was broken. */
export function countsOf({ violations }: Tally): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { promise } of violations) counts[promise] = (counts[promise] ?? 0) + 1;
  return counts;
}

import type { Clause, Document, Holder } from './clauses.ts';
import type { Narrowing } from './narrowings.ts';

/** The smallest piece of a policy with a meaning of its own: that a statement lets one whom it names do one action. */
export type Part = {
  readonly clause: Clause;
  readonly holder: Holder;
  readonly action: string;
  /** The condition under which alone it is given, beside the statement's own. */
  readonly narrowing?: Narrowing;
};

/** Parts that are tried together, and those to try where together they do not hold. */
export type Unit = { readonly parts: readonly Part[]; readonly inner: readonly Unit[] };

/** Everything that a policy allows. What it denies is no part: to take a Deny away gives access. */
export function partsOf({ clauses }: Document): readonly Part[] {
  return clauses
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((clause) =>
      clause.holders.flatMap((holder) => clause.actions.map((action) => ({ clause, holder, action }))),
    );
}

/** By statement, then by principal, then by what kind of action it is, and each by itself. */
export function unitsOf(parts: readonly Part[], kindOf: (action: string) => string): readonly Unit[] {
  return grouped(
    parts,
    ({ clause }) => clause,
    (ofClause) =>
      grouped(
        ofClause,
        ({ holder }) => holder,
        (ofHolder) =>
          grouped(
            ofHolder,
            ({ action }) => kindOf(action),
            (ofKind) => (ofKind.length < 2 ? [] : ofKind.map((part) => ({ parts: [part], inner: [] }))),
          ),
      ),
  );
}

/** By what kind of action it is alone: what a condition is added to is not cut finer. */
export function kindsIn(parts: readonly Part[], kindOf: (action: string) => string): readonly Unit[] {
  return grouped(
    parts,
    ({ action }) => kindOf(action),
    () => [],
  );
}

/** In the order of the first of each group. */
function grouped(
  parts: readonly Part[],
  by: (part: Part) => unknown,
  innerOf: (group: readonly Part[]) => readonly Unit[],
): readonly Unit[] {
  const groups = new Map<unknown, Part[]>();
  for (const part of parts) {
    const id = by(part);
    const known = groups.get(id);
    if (known === undefined) groups.set(id, [part]);
    else known.push(part);
  }
  return [...groups.values()].map((group) => ({ parts: group, inner: innerOf(group) }));
}

import type { Budget } from './budget.ts';
import { assume, type Extent, type Literal } from './literal.ts';

/** Requests of one caller and action, as what is known of each key: a box. */
export type Region = readonly Extent[];

/** Conditions that hold together. Those with the same `id` say the same. */
export type Conjunction = { readonly id: string; readonly literals: readonly Literal[] };

/** Literals as a conjunction: those on one single-valued key are one, which holds where the value is in the cells of all. */
export function conjunctionOf(literals: readonly Literal[]): Conjunction {
  const single = new Map<number, Literal>();
  for (const literal of literals) {
    const other = single.get(literal.dimension);
    if (!literal.multivalued) {
      const both = other && {
        ...literal,
        whenAbsent: literal.whenAbsent && other.whenAbsent,
        cells: literal.cells & other.cells,
      };
      single.set(literal.dimension, both ?? literal);
    }
  }
  const joined = [...single.values(), ...literals.filter(({ multivalued }) => multivalued)];
  const ids = joined.map(
    ({ dimension, whenAbsent, some, cells }) => `${dimension} ${whenAbsent} ${some} ${cells}`,
  );
  return { id: ids.sort().join(), literals: joined };
}

type Literals = readonly Literal[];

/** The part of a region in which all literals hold; undefined where there is none. */
export function within(region: Region, { literals }: Conjunction): Region | undefined {
  let rest: Region | undefined = region;
  for (const literal of literals) {
    rest = rest && narrowed(rest, literal, true);
  }
  return rest;
}

function narrowed(region: Region, literal: Literal, holds: boolean): Region | undefined {
  const before = region[literal.dimension] as Extent;
  const extent = assume(before, literal, holds);
  if (extent === undefined) {
    return undefined;
  }
  const copy = [...region];
  copy[literal.dimension] = extent;
  return copy;
}

/**
 * A part of a region in which none of the conjunctions holds as a whole; undefined where there is none, for certain.
 * What is certain is done first: a conjunction that cannot hold is dropped, one that has a single way left not to hold
 * goes that way; then the one with the fewest ways is split.
 */
export function outside(
  region: Region,
  conjunctions: readonly Conjunction[],
  budget: Budget,
): Region | undefined {
  return outsideAll(
    region,
    conjunctions.map(({ literals }) => literals),
    budget,
  );
}

function outsideAll(region: Region, all: readonly Literals[], budget: Budget): Region | undefined {
  let rest = region;
  let open = all;
  for (;;) {
    let fewest: Literals | undefined;
    const remaining: Literals[] = [];
    let changed = false;
    for (const conjunction of open) {
      budget.spend(1 + conjunction.length + (rest.length >> 3));
      const ways = waysOut(rest, conjunction);
      if (ways === undefined) {
        continue;
      }
      const [only] = ways;
      if (only === undefined) {
        return undefined;
      }
      if (ways.length === 1) {
        rest = narrowed(rest, only, false) as Region;
        changed = true;
        continue;
      }
      remaining.push(ways);
      if (fewest === undefined || ways.length < fewest.length) fewest = ways;
    }
    open = remaining;
    if (fewest === undefined) {
      return rest;
    }
    if (!changed) {
      return split(rest, fewest, open, budget);
    }
  }
}

/** The literals by which a region can leave a conjunction; undefined where it is outside already. */
function waysOut(region: Region, conjunction: Literals): Literal[] | undefined {
  const ways: Literal[] = [];
  for (const literal of conjunction) {
    const extent = region[literal.dimension] as Extent;
    if (assume(extent, literal, true) === undefined) {
      return undefined;
    }
    if (assume(extent, literal, false) !== undefined) {
      ways.push(literal);
    }
  }
  return ways;
}

function split(
  region: Region,
  ways: Literals,
  open: readonly Literals[],
  budget: Budget,
): Region | undefined {
  let rest: Region | undefined = region;
  for (const literal of ways) {
    const out = rest && narrowed(rest, literal, false);
    const found = out && outsideAll(out, open, budget);
    if (found !== undefined) {
      return found;
    }
    rest = rest && narrowed(rest, literal, true);
  }
  return undefined;
}

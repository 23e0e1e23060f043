import { actionsThatCarry, conditionKey } from '../condition-keys.ts';
import type { Condition, Policy } from '../policy.ts';
import { type Budget, TooManyCases } from './budget.ts';
import { type Cell, cellsOf } from './cells.ts';
import { formOf, holdsWhenAbsent, holdsWhenPresent, whenPresent } from './condition-form.ts';
import type { Extent, Literal } from './literal.ts';
import type { Region } from './search.ts';
import { type ValueTest, valueTest } from './value-test.ts';

/** One thing that requests can differ in: the value of a condition key, or the answer to an open question. */
export type Dimension = {
  /** The condition key as published or as written; absent where this is an open question. */
  readonly key?: string;
  readonly multivalued: boolean;
  readonly cells: readonly Cell[];
  /** The actions whose requests can carry the key; undefined: all. */
  readonly carriedBy?: ReadonlySet<string> | undefined;
};

/** What cells of an open question say: no, or yes. */
const openCells = (doubt: string): readonly Cell[] => [
  { passed: new Set(), doubt },
  { passed: new Set(), doubt },
];

/** The bit set of all cells. */
export const allOf = (cells: readonly unknown[]) => (1n << BigInt(cells.length)) - 1n;

/**
 * The keys that two policies' conditions are about, each cut into cells, and their conditions as literals over these.
 * All conditions are gathered first; then the cells are made.
 */
export class Dimensions {
  readonly all: Dimension[] = [];
  /** By key in lower case, and by the test's id. */
  readonly #gathered = new Map<string, Map<string, ValueTest>>();
  readonly #tests = new Map<Condition, ValueTest>();
  readonly #policies = new Map<ValueTest, Set<Policy>>();
  readonly #places = new Map<string, number>();
  readonly #starts = new Map<string, Region>();
  readonly #carried = new Map<string, string>();
  readonly #budget: Budget;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** Notes that a condition of a policy will be asked for. */
  gather(condition: Condition, policy: Policy): void {
    const id = condition.key.toLowerCase();
    const known = this.#gathered.get(id) ?? new Map<string, ValueTest>();
    this.#gathered.set(id, known);
    if (condition.operator !== 'Null') {
      const made = valueTest(condition, policy.version);
      const test = known.get(made.id) ?? made;
      known.set(test.id, test);
      this.#tests.set(condition, test);
      this.#policies.set(test, (this.#policies.get(test) ?? new Set()).add(policy));
    }
  }

  /** The tests that conditions make of a key's values; the key in lower case. */
  testsOf(key: string): readonly ValueTest[] {
    return [...(this.#gathered.get(key)?.values() ?? [])];
  }

  /** The test of a condition; undefined for `Null`. */
  testOf(condition: Condition): ValueTest | undefined {
    return this.#tests.get(condition);
  }

  /** Whether both policies make a test. */
  isShared(test: ValueTest): boolean {
    return this.#policies.get(test)?.size === 2;
  }

  /** A condition on a key of the request's own. */
  literal(condition: Condition, version: Policy['version']): Literal {
    const place = this.#place(condition);
    if (place === undefined) {
      return this.open(
        `${version} ${formOf(condition)}`,
        `conditions tell too many values of ${condition.key} apart`,
      );
    }
    const { cells, multivalued } = this.all[place] as Dimension;
    const base = { dimension: place, multivalued, whenAbsent: holdsWhenAbsent(condition) };
    if (condition.operator === 'Null') {
      const present = holdsWhenPresent(condition);
      return { ...base, some: true, cells: present ? allOf(cells) : 0n };
    }
    const test = this.testOf(condition) as ValueTest;
    const matching = setOf(cells, ({ passed }) => passed.has(test));
    return { ...base, ...whenPresent(condition, matching, allOf(cells), multivalued) };
  }

  /** A question that the policies do not answer: both answers are gone through, the same for the same `id`. */
  open(id: string, doubt: string): Literal {
    let place = this.#places.get(`? ${id}`);
    if (place === undefined) {
      place = this.all.push({ multivalued: false, cells: openCells(doubt) }) - 1;
      this.#places.set(`? ${id}`, place);
    }
    return { dimension: place, multivalued: false, whenAbsent: false, some: true, cells: 2n };
  }

  #place({ key }: Condition): number | undefined {
    const id = key.toLowerCase();
    if (!this.#places.has(id)) {
      const published = conditionKey(key);
      const cells = this.#cells(key, published);
      const carriedBy = actionsThatCarry(key);
      // Nobody knows how many values a key has that is not published.
      const multivalued = published?.multivalued ?? true;
      this.#places.set(
        id,
        cells === undefined ? -1 : this.all.push({ key, multivalued, cells, carriedBy }) - 1,
      );
    }
    const place = this.#places.get(id) as number;
    return place < 0 ? undefined : place;
  }

  #cells(key: string, published: ReturnType<typeof conditionKey>): readonly Cell[] | undefined {
    try {
      return cellsOf(published, key, this.testsOf(key.toLowerCase()), this.#budget);
    } catch (error) {
      if (error instanceof TooManyCases) return undefined;
      throw error;
    }
  }

  /** Whether every cell of every key is sure to hold a value that a request can carry. */
  get isCertain(): boolean {
    return this.all.every(({ cells }) => cells.every(({ doubt }) => doubt === undefined));
  }

  /** The same for actions whose requests can carry the same keys. */
  carriedId(action: string): string {
    let id = this.#carried.get(action);
    if (this.all.length === 0) return '';
    if (id === undefined) {
      id = this.all.map(({ carriedBy }) => (carriedBy?.has(action) === false ? '0' : '1')).join('');
      this.#carried.set(action, id);
    }
    return id;
  }

  /** All that a request for an action can carry; with `certain`, only what is sure to be possible. */
  start(action: string, certain: boolean): Region {
    const id = `${this.carriedId(action)} ${certain}`;
    let region = this.#starts.get(id);
    if (region === undefined) {
      region = this.all.map((dimension) => startOf(dimension, action, certain));
      this.#starts.set(id, region);
    }
    return region;
  }
}

function startOf({ key, cells, carriedBy }: Dimension, action: string, certain: boolean): Extent {
  if (carriedBy !== undefined && !carriedBy.has(action)) {
    return { absent: true };
  }
  const absent = key !== undefined;
  const within = absent && certain ? setOf(cells, ({ doubt }) => doubt === undefined) : allOf(cells);
  return within === 0n ? { absent } : { absent, present: { within, hits: [] } };
}

/** The bit set of the cells that are in. */
function setOf(cells: readonly Cell[], isIn: (cell: Cell) => boolean): bigint {
  let bits = '0';
  for (let at = cells.length - 1; at >= 0; at -= 1) bits += isIn(cells[at] as Cell) ? '1' : '0';
  return BigInt(`0b${bits}`);
}

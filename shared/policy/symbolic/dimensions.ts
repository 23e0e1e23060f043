import { actionsThatCarry, conditionKey } from '../condition-keys.ts';
import { isNegated } from '../operators.ts';
import type { Condition, Policy } from '../policy.ts';
import { type Budget, TooManyCases } from './budget.ts';
import { type Cell, cellsOf } from './cells.ts';
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

const allOf = (cells: readonly unknown[]) => (1n << BigInt(cells.length)) - 1n;

type Gathered = { readonly name: string; readonly tests: Map<string, ValueTest> };

/**
 * The keys that two policies' conditions are about, each cut into cells, and their conditions as literals over these.
 * All conditions are gathered first; then the cells are made.
 */
export class Dimensions {
  readonly all: Dimension[] = [];
  readonly #gathered = new Map<string, Gathered>();
  readonly #places = new Map<string, number>();
  readonly #budget: Budget;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** Notes that a condition will be asked for. */
  gather(condition: Condition, version: Policy['version']): void {
    const id = condition.key.toLowerCase();
    const known = this.#gathered.get(id) ?? { name: condition.key, tests: new Map() };
    this.#gathered.set(id, known);
    if (condition.operator !== 'Null') {
      const test = valueTest(condition, version);
      if (!known.tests.has(test.id)) known.tests.set(test.id, test);
    }
  }

  /** The tests that conditions make of a key's values. */
  testsOf(key: string): readonly ValueTest[] {
    return [...(this.#gathered.get(key)?.tests.values() ?? [])];
  }

  /** The gathered test of a condition. */
  testOf(condition: Condition, version: Policy['version']): ValueTest | undefined {
    const tests = this.#gathered.get(condition.key.toLowerCase())?.tests;
    return condition.operator === 'Null' ? undefined : tests?.get(valueTest(condition, version).id);
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
      const present = condition.values.some((value) => value.toLowerCase() === 'false');
      return { ...base, some: true, cells: present ? allOf(cells) : 0n };
    }
    const test = this.testOf(condition, version) as ValueTest;
    const matching = cells.reduce(
      (set, { passed }, at) => (passed.has(test) ? set | (1n << BigInt(at)) : set),
      0n,
    );
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
    return this.all.map(({ carriedBy }) => (carriedBy?.has(action) === false ? '0' : '1')).join('');
  }

  /** All that a request for an action can carry; with `certain`, only what is sure to be possible. */
  start(action: string, certain: boolean): Region {
    return this.all.map(({ key, cells, carriedBy }): Extent => {
      if (carriedBy !== undefined && !carriedBy.has(action)) {
        return { absent: true };
      }
      const sure = cells.reduce(
        (set, { doubt }, at) => (doubt === undefined ? set | (1n << BigInt(at)) : set),
        0n,
      );
      const within = key !== undefined && certain ? sure : allOf(cells);
      const absent = key !== undefined;
      return within === 0n ? { absent } : { absent, present: { within, hits: [] } };
    });
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html */
export function holdsWhenAbsent({ operator, ifExists, quantifier, values }: Condition): boolean {
  if (operator === 'Null') {
    return values.some((value) => value.toLowerCase() === 'true');
  }
  return ifExists || quantifier === 'ForAllValues' || (quantifier === undefined && isNegated(operator));
}

function whenPresent(
  { operator, quantifier }: Condition,
  matching: bigint,
  all: bigint,
  multivalued: boolean,
): Pick<Literal, 'some' | 'cells'> {
  const negated = isNegated(operator);
  if (!multivalued) {
    return { some: true, cells: negated ? all & ~matching : matching };
  }
  switch (quantifier) {
    case 'ForAllValues':
      return { some: false, cells: negated ? matching : all & ~matching };
    case 'ForAnyValue':
      return { some: true, cells: negated ? all & ~matching : matching };
    default:
      return { some: !negated, cells: matching };
  }
}

/** The same for conditions that differ in spelling alone. */
export function formOf({ operator, ifExists, quantifier, key, values }: Condition): string {
  return JSON.stringify([operator, ifExists, quantifier, key.toLowerCase(), [...new Set(values)].sort()]);
}

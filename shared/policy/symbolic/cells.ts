import type { ConditionKey } from '../condition-keys.ts';
import type { Budget } from './budget.ts';
import { ANY_TEXT } from './language.ts';
import { sampleAddresses, sampleDates, sampleNumbers } from './samples.ts';
import { textClasses } from './text-classes.ts';
import type { Family, ValueTest } from './value-test.ts';

/** Values of one key that no condition tells apart. */
export type Cell = {
  /** One of the values; undefined where none was found that is all the cell asks for. */
  readonly value?: string;
  /** The tests that hold of them. */
  readonly passed: ReadonlySet<ValueTest>;
  /** Why it is not certain that a request can carry such a value. */
  readonly doubt?: string;
};

/** More than this many are not kept apart. */
const MOST_CELLS = 4096;

/**
 * All kinds of values of a key that its tests tell apart. Exact where the tests compare values in one way, as texts or
 * as numbers. Where they mix, or a value holds a variable, each combination is taken to be possible, with a doubt.
 * Undefined where there are too many.
 */
export function cellsOf(
  key: ConditionKey | undefined,
  name: string,
  tests: readonly ValueTest[],
  budget: Budget,
): readonly Cell[] | undefined {
  const open = tests.filter(({ family }) => family === 'variable');
  const closed = tests.filter(({ family }) => family !== 'variable');
  const known = closedCells(key, name, closed, budget);
  if (known === undefined || known.length * 2 ** open.length > MOST_CELLS) {
    return undefined;
  }
  return open.reduce(withVariable(name), known);
}

const withVariable = (name: string) => (cells: readonly Cell[], test: ValueTest) =>
  cells.flatMap((cell): Cell[] => {
    const doubt = `the condition on ${name} depends on a policy variable (${test.values.join(', ')})`;
    return [
      { ...cell, doubt },
      { ...cell, passed: new Set([...cell.passed, test]), doubt },
    ];
  });

function closedCells(
  key: ConditionKey | undefined,
  name: string,
  tests: readonly ValueTest[],
  budget: Budget,
): readonly Cell[] | undefined {
  const families = [...new Set(tests.map(({ family }) => family))];
  const values = new Set(families.flatMap((family) => samples(family, key, tests, budget)));
  if (key?.type === 'bool') {
    return grouped(['true', 'false'], tests, budget);
  }
  if (needsOther(families, key)) values.add('other');
  const cells = grouped([...values], tests, budget);
  const combined = families.length < 2 ? [] : combinations(cells, families, name);
  return combined && [...cells, ...combined];
}

/** The type of the keys whose values are all what a family compares. */
const OWN_TYPE: Readonly<Partial<Record<Family, ConditionKey['type']>>> = {
  number: 'numeric',
  date: 'date',
  address: 'ip',
};

/** Whether a key can hold what the families do not compare: a text that is no number, a date that is no address. */
function needsOther(families: readonly Family[], key: ConditionKey | undefined): boolean {
  const [only, second] = families;
  return (
    !families.includes('text') && (second !== undefined || only === undefined || OWN_TYPE[only] !== key?.type)
  );
}

function samples(
  family: Family,
  key: ConditionKey | undefined,
  tests: readonly ValueTest[],
  budget: Budget,
): readonly string[] {
  const own = tests.filter((test) => test.family === family);
  switch (family) {
    case 'number':
      // The numbers that KMS and STS publish are whole: days and seconds.
      return sampleNumbers(own, key?.type === 'numeric');
    case 'date':
      return sampleDates(own);
    case 'address':
      return sampleAddresses(own);
    default:
      return textsOf(own, budget);
  }
}

function textsOf(tests: readonly ValueTest[], budget: Budget): readonly string[] {
  const texts = new Set(tests.flatMap((test) => [...test.texts]));
  const patterns = tests.flatMap((test) => test.patterns.map(({ automaton }) => automaton));
  const suggestions = tests.flatMap((test) => test.values.map((value) => value.replaceAll('*', 'any')));
  return textClasses({ texts, patterns }, ANY_TEXT, budget, suggestions).map(({ text }) => text);
}

/** The first value of each kind. */
function grouped(values: readonly string[], tests: readonly ValueTest[], budget: Budget): Cell[] {
  const listing = new Map<string, ValueTest[]>();
  for (const test of tests)
    for (const text of test.texts) listing.set(text, [...(listing.get(text) ?? []), test]);
  const others = tests.filter(({ family, patterns }) => family !== 'text' || patterns.length > 0);
  const cells = new Map<string, Cell>();
  for (const value of values) {
    budget.spend(1 + (others.length >> 2));
    const passed = new Set(listing.get(value));
    for (const test of others) if (test.passes(value)) passed.add(test);
    const id = idOf(passed);
    if (!cells.has(id)) cells.set(id, { value, passed });
  }
  return [...cells.values()];
}

const idOf = (passed: Iterable<ValueTest>) =>
  [...passed]
    .map(({ id }) => id)
    .sort()
    .join();

/** What each family tells apart, put together in all ways that no value found shows. */
function combinations(cells: readonly Cell[], families: readonly Family[], name: string): Cell[] | undefined {
  const shown = new Set(cells.map(({ passed }) => idOf(passed)));
  const parts = families.map((family) => {
    const distinct = cells.map(({ passed }) => [...passed].filter((test) => test.family === family));
    return [...new Map(distinct.map((each) => [idOf(each), each])).values()];
  });
  if (parts.reduce((count, part) => count * part.length, 1) > MOST_CELLS) {
    return undefined;
  }
  const all = parts.reduce<ValueTest[][]>(
    (sofar, part) => sofar.flatMap((left) => part.map((right) => [...left, ...right])),
    [[]],
  );
  const doubt = `conditions compare ${name} in more than one way (as ${families.join(' and as ')})`;
  return all.filter((each) => !shown.has(idOf(each))).map((each) => ({ passed: new Set(each), doubt }));
}

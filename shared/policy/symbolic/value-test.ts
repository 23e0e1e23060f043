import { ipRange, readIp } from '../ip.ts';
import { positive, readDate, readNumber } from '../operators.ts';
import type { Condition, Operator, Policy } from '../policy.ts';
import { hasVariable } from '../variables.ts';
import type { Budget } from './budget.ts';
import { type Pattern, readPattern } from './pattern.ts';

/** What an operator compares values as. */
export type Family = 'text' | 'number' | 'date' | 'address' | 'variable';

/**
 * What a condition asks of one value of its key, the negation and the lists left aside: whether the value matches any
 * of the condition's. Conditions that ask the same have tests of the same `id`.
 */
export type ValueTest = {
  readonly id: string;
  readonly family: Family;
  /** The policy's values. */
  readonly values: readonly string[];
  /** For texts: those that match, and the patterns. */
  readonly texts: ReadonlySet<string>;
  readonly patterns: readonly Extract<Pattern, { kind: 'pattern' }>[];
  /** Whether a value passes; with a variable nobody can say, and the answer is no. */
  readonly passes: (value: string) => boolean;
};

/** The test that a condition makes of single values. `Null` makes none. */
export function valueTest(condition: Condition, version: Policy['version']): ValueTest {
  const operator = positive(condition.operator).replace('ArnEquals', 'ArnLike') as Operator;
  const values = [...new Set(condition.values)].sort();
  const braces = values.some((value) => value.includes('${'));
  // In version 2008-10-17 `${*}` is plain text.
  const id = JSON.stringify([operator, values, braces ? version : '']);
  const none = { id, values, texts: new Set<string>(), patterns: [] };
  const family = familyOf(operator);
  if (family !== 'text') {
    return { ...none, family, passes: measured(operator, family, values) };
  }
  if (version === '2012-10-17' && braces && /^(String|Arn)/.test(operator) && values.some(hasVariable)) {
    return { ...none, family: 'variable', passes: () => false };
  }
  const read = values.map((value) => readPattern(operator, value, version));
  const texts = new Set(read.flatMap((each) => (each.kind === 'text' ? each.text : [])));
  const patterns = read.filter((each) => each.kind === 'pattern');
  const passes = (value: string) => texts.has(value) || patterns.some((each) => matches(each, value));
  return { id, family, values, texts, patterns, passes };
}

function familyOf(operator: Operator): Exclude<Family, 'variable'> {
  if (operator.startsWith('Numeric')) return 'number';
  if (operator.startsWith('Date')) return 'date';
  return operator === 'IpAddress' ? 'address' : 'text';
}

function matches({ automaton, prefix, onlyPrefix }: ValueTest['patterns'][number], value: string): boolean {
  return value.startsWith(prefix) && (onlyPrefix || automaton.accepts(value));
}

const [numberOf, dateOf, addressOf] = [lastRead(readNumber), lastRead(readDate), lastRead(readIp)];

function measured(operator: Operator, family: Family, values: readonly string[]): ValueTest['passes'] {
  switch (family) {
    case 'number':
      return inOrder(operator.slice('Numeric'.length), numberOf, values);
    case 'date':
      return inOrder(operator.slice('Date'.length), dateOf, values);
    default:
      return inRanges(values);
  }
}

/** Several values are joined by or: what is less than any of them is less than the largest. */
function inOrder(
  relation: string,
  read: (text: string) => number | undefined,
  values: readonly string[],
): ValueTest['passes'] {
  const limits = new Set(values.flatMap((value) => read(value) ?? []));
  const [least, most] = [Math.min(...limits), Math.max(...limits)];
  const holds = (actual: number) => {
    switch (relation) {
      case 'Equals':
        return limits.has(actual);
      case 'LessThan':
        return actual < most;
      case 'LessThanEquals':
        return actual <= most;
      case 'GreaterThan':
        return actual > least;
      default:
        return actual >= least;
    }
  };
  return (value) => {
    const actual = read(value);
    return actual !== undefined && limits.size > 0 && holds(actual);
  };
}

function inRanges(values: readonly string[]): ValueTest['passes'] {
  const ranges = values.flatMap((value) => ipRange(value) ?? []);
  return (value) => {
    const ip = addressOf(value);
    return (
      ip !== undefined &&
      ranges.some(({ bits, first, last }) => bits === ip.bits && first <= ip.value && ip.value <= last)
    );
  };
}

/** Whether values pass, each asked once; throws TooManyCases where patterns would have to read too much. */
export function remembered(budget: Budget): (test: ValueTest, value: string) => boolean {
  const answers = new Map<ValueTest, Map<string, boolean>>();
  return (test, value) => {
    let known = answers.get(test);
    if (known === undefined) {
      known = new Map();
      answers.set(test, known);
    }
    let answer = known.get(value);
    if (answer === undefined) {
      if (test.patterns.length > 0) budget.spend(1 + ((value.length * test.patterns.length) >> 3));
      answer = test.passes(value);
      known.set(value, answer);
    }
    return answer;
  };
}

/** A reader that does not read the same text twice in a row: many tests are asked about one value. */
function lastRead<T>(read: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly result: T } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, result: read(text) };
    return last.result;
  };
}

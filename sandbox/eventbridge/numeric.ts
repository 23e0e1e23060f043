import type { Matcher } from './matcher.ts';
import { PatternError } from './pattern-error.ts';

type Comparison = (value: number) => boolean;

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
const LIMIT = 5_000_000_000;

/** `{"numeric": [">", 0, "<=", 5]}`: one bound, or a lower one and then an upper one; or `=` and a number. */
export function numericMatcher(operand: unknown, at: string): Matcher {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4))
    throw new PatternError(at, '"numeric" takes a list such as [">", 0, "<=", 5].');
  const terms: readonly unknown[] = operand;
  if (terms.length === 4) checkRange(terms, at);
  const comparisons = [comparison(terms[0], terms[1], at)];
  if (terms.length === 4) comparisons.push(comparison(terms[2], terms[3], at));
  return {
    kind: 'value',
    matches: (leaf) =>
      typeof leaf === 'number' && Math.abs(leaf) <= LIMIT && comparisons.every((holds) => holds(leaf)),
  };
}

function checkRange([lower, from, upper, to]: readonly unknown[], at: string): void {
  if (!String(lower).startsWith('>') || !String(upper).startsWith('<'))
    throw new PatternError(at, 'a numeric range is a lower bound (> or >=), then an upper one (< or <=).');
  if (typeof from === 'number' && typeof to === 'number' && from >= to)
    throw new PatternError(at, `the lower bound ${from} is not below the upper bound ${to}.`);
}

function comparison(operator: unknown, bound: unknown, at: string): Comparison {
  if (typeof bound !== 'number' || Math.abs(bound) > LIMIT)
    throw new PatternError(at, `a bound is a number from -${LIMIT} to ${LIMIT}.`);
  switch (operator) {
    case '=':
      return (value) => value === bound;
    case '<':
      return (value) => value < bound;
    case '<=':
      return (value) => value <= bound;
    case '>':
      return (value) => value > bound;
    case '>=':
      return (value) => value >= bound;
    default:
      throw new PatternError(at, `${JSON.stringify(operator)} is no comparison: use =, <, <=, > or >=.`);
  }
}

import { isNegated, positive, type Test, takesVariables, testFor, whenAbsent } from './operators.ts';
import type { Condition, Policy } from './policy.ts';
import { type Lookup, substitute } from './variables.ts';

type Compiled = (lookup: Lookup) => boolean;

const compiled: Record<Policy['version'], WeakMap<Condition, Compiled>> = {
  '2008-10-17': new WeakMap(),
  '2012-10-17': new WeakMap(),
};

/** Whether a condition holds in a request. Policy variables are text in version 2008-10-17. */
export function holds(condition: Condition, lookup: Lookup, version: Policy['version']): boolean {
  let test = compiled[version].get(condition);
  if (test === undefined) {
    test = compile(condition, version);
    compiled[version].set(condition, test);
  }
  return test(lookup);
}

function compile(condition: Condition, version: Policy['version']): Compiled {
  const absent = whenAbsent(condition);
  if (condition.operator === 'Null') {
    if (condition.quantifier !== undefined) return () => absent;
    const present = condition.values.some((value) => value.toLowerCase() === 'false');
    return (lookup) => (lookup(condition.key) === undefined ? absent : present);
  }
  const negated = isNegated(condition.operator);
  const matchesAny = anyValue(condition, version);
  return (lookup) => {
    const actual = lookup(condition.key);
    if (actual === undefined) {
      return absent;
    }
    const matches = matchesAny(lookup);
    switch (condition.quantifier) {
      case 'ForAllValues':
        return actual.every((value) => matches(value) !== negated);
      case 'ForAnyValue':
        return actual.some((value) => matches(value) !== negated);
      default:
        return actual.some(matches) !== negated;
    }
  };
}

/** A test against the policy's values, any of which may match. */
function anyValue(condition: Condition, version: Policy['version']): (lookup: Lookup) => Test {
  const operator = positive(condition.operator);
  const wildcards = operator.endsWith('Like') || operator.startsWith('Arn');
  const withVariables = version === '2012-10-17' && takesVariables(operator);
  const testOf = (values: readonly string[]): Test => {
    const tests = values.map((value) => testFor(operator, value));
    return (actual) => tests.some((matches) => matches(actual));
  };
  if (!withVariables || condition.values.every((value) => !value.includes('${'))) {
    const test = testOf(condition.values);
    return () => test;
  }
  return (lookup) => testOf(condition.values.flatMap((value) => substitute(value, lookup, wildcards) ?? []));
}

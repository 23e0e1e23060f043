import { glob } from './glob.ts';
import { ipRange, readIp } from './ip.ts';
import type { Condition, Operator } from './policy.ts';

/** Tests one value of the request against one value of the policy; the negation and the lists are the caller's. */
export type Test = (actual: string) => boolean;

/** Operators that are true where none of the policy's values matches. */
export function isNegated(operator: Operator): boolean {
  return operator.includes('Not');
}

/** The operator a negated one negates: `StringNotLike` -> `StringLike`. */
export function positive(operator: Operator): Operator {
  return operator.replace('Not', '') as Operator;
}

/** Operators in which policy variables work, and `${*}`, `${?}`, `${$}` stand for the characters themselves. */
export function takesVariables(operator: Operator): boolean {
  return operator.startsWith('String') || operator.startsWith('Arn');
}

/**
 * The test a positive operator makes with one policy value. A value of the wrong type, on either side, matches nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function testFor(operator: Operator, expected: string): Test {
  const relation = RELATIONS[operator.replace(/^(Numeric|Date)/, '')];
  if (relation !== undefined) {
    return ordered(operator.startsWith('Date') ? readDate : readNumber, relation, expected);
  }
  switch (operator) {
    case 'StringEquals':
    case 'BinaryEquals':
      return (actual) => actual === expected;
    case 'StringEqualsIgnoreCase':
    case 'Bool': {
      const lower = withoutCase(expected);
      return (actual) => withoutCase(actual) === lower;
    }
    case 'StringLike':
      return glob(expected);
    case 'ArnEquals':
    case 'ArnLike':
      return arnLike(expected);
    case 'IpAddress':
      return inRange(expected);
    default:
      return () => false;
  }
}

/** Key policies have no characters beyond Latin-1, and none beyond is taken for one of theirs: the Kelvin sign is no k. */
function withoutCase(text: string): string {
  return text.replace(/[A-ZÀ-Þ]/g, (letter) => letter.toLowerCase());
}

/** Each of the six parts of an ARN is matched by itself, so `*` does not cross the first five colons. */
function arnLike(expected: string): Test {
  const parts = arnParts(expected);
  if (parts === undefined) {
    return expected === '*' ? (actual) => arnParts(actual) !== undefined : () => false;
  }
  const tests = parts.map(glob);
  return (actual) => {
    const its = arnParts(actual);
    return its !== undefined && tests.every((matches, at) => matches(its[at] as string));
  };
}

/** An ARN's six parts; the last may hold colons. */
function arnParts(arn: string): readonly string[] | undefined {
  const parts = arn.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function inRange(expected: string): Test {
  const range = ipRange(expected);
  return (actual) => {
    const ip = readIp(actual);
    return (
      range !== undefined && ip?.bits === range.bits && ip.value >= range.first && ip.value <= range.last
    );
  };
}

type Relation = (actual: number, limit: number) => boolean;

const RELATIONS: Readonly<Record<string, Relation>> = {
  Equals: (actual, limit) => actual === limit,
  LessThan: (actual, limit) => actual < limit,
  LessThanEquals: (actual, limit) => actual <= limit,
  GreaterThan: (actual, limit) => actual > limit,
  GreaterThanEquals: (actual, limit) => actual >= limit,
};

/** What is no number and no date stands in no relation to any, as `NaN` does. */
function ordered(read: (text: string) => number | undefined, relation: Relation, expected: string): Test {
  const limit = read(expected) ?? Number.NaN;
  return (actual) => relation(read(actual) ?? Number.NaN, limit);
}

export function readNumber(text: string): number | undefined {
  const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** W3C dates, or seconds since 1970, as milliseconds. */
export function readDate(text: string): number | undefined {
  if (/^\d{5,}(\.\d+)?$/.test(text)) {
    return Math.round(Number(text) * 1000);
  }
  const w3c = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/;
  const time = w3c.test(text) ? Date.parse(/T[\d:.]+$/.test(text) ? `${text}Z` : text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Whether a policy's value is one the operator can compare with; used when a policy is read. */
export function isValue(operator: Operator, value: string): boolean {
  if (operator.startsWith('Numeric')) return readNumber(value) !== undefined;
  if (operator.startsWith('Date')) return readDate(value) !== undefined;
  if (operator.endsWith('IpAddress')) return ipRange(value) !== undefined;
  if (operator === 'Bool' || operator === 'Null') return /^(true|false)$/i.test(value);
  return true;
}

/**
 * What a condition says where the request does not carry its key.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function whenAbsent(condition: Condition): boolean {
  if (condition.operator === 'Null' && condition.quantifier === undefined) {
    return condition.values.some((value) => value.toLowerCase() === 'true');
  }
  if (condition.ifExists || condition.quantifier === 'ForAllValues') {
    return true;
  }
  return condition.quantifier === undefined && isNegated(condition.operator);
}

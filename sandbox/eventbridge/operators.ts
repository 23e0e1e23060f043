import { isRecord } from '../../shared/events/json.ts';
import { cidrMatcher } from './cidr.ts';
import { anyOf, exactly, type Matcher, not, textMatcher } from './matcher.ts';
import { numericMatcher } from './numeric.ts';
import { PatternError } from './pattern-error.ts';
import { wildcardMatcher } from './wildcard.ts';

type Operator = (operand: unknown, at: string) => Matcher;

/**
 * What an object in the list at a field may say.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
const operators: Readonly<Record<string, Operator>> = {
  prefix: affix('prefix', (text, part) => text.startsWith(part)),
  suffix: affix('suffix', (text, part) => text.endsWith(part)),
  'equals-ignore-case': ignoreCase,
  wildcard: (operand, at) => wildcardMatcher(textOf(operand, at), at),
  'anything-but': anythingBut,
  numeric: numericMatcher,
  cidr: (operand, at) => cidrMatcher(textOf(operand, at), at),
  exists,
};

/** Reads `{"prefix": "us-"}` and the like. */
export function operatorMatcher(expression: Readonly<Record<string, unknown>>, at: string): Matcher {
  const { name, operand } = onlyEntry(expression, at);
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator === undefined)
    throw new PatternError(at, `"${name}" is no operator. Known are: ${Object.keys(operators).join(', ')}.`);
  return operator(operand, `${at}.${name}`);
}

function affix(name: string, holds: (text: string, part: string) => boolean): Operator {
  return (operand, at) => {
    if (!isRecord(operand)) {
      const part = textOf(operand, at);
      return textMatcher((text) => holds(text, part));
    }
    const inner = onlyEntry(operand, at);
    if (inner.name !== 'equals-ignore-case')
      throw new PatternError(at, `"${name}" may hold a text or "equals-ignore-case", not "${inner.name}".`);
    const part = textOf(inner.operand, at).toLowerCase();
    return textMatcher((text) => holds(text.toLowerCase(), part));
  };
}

function ignoreCase(operand: unknown, at: string): Matcher {
  const expected = textOf(operand, at).toLowerCase();
  return textMatcher((text) => text.toLowerCase() === expected);
}

function exists(operand: unknown, at: string): Matcher {
  if (typeof operand !== 'boolean') throw new PatternError(at, '"exists" is true or false.');
  return operand ? { kind: 'value', matches: () => true } : { kind: 'absent' };
}

const negatable: readonly string[] = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'];

function anythingBut(operand: unknown, at: string): Matcher {
  if (!isRecord(operand)) return not(anyOf(scalars(operand, at).map(exactly)));
  const inner = onlyEntry(operand, at);
  const operator = negatable.includes(inner.name) ? operators[inner.name] : undefined;
  if (operator === undefined)
    throw new PatternError(at, `"anything-but" may hold ${negatable.join(', ')}, not "${inner.name}".`);
  const excluded = scalars(inner.operand, at).map((part) => {
    if (part === '') throw new PatternError(at, `an empty "${inner.name}" would exclude everything.`);
    return operator(part, `${at}.${inner.name}`);
  });
  return not(anyOf(excluded));
}

/** A text, a number, or a list of either: never both kinds, never empty. */
function scalars(operand: unknown, at: string): readonly (string | number)[] {
  const list: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  const kind = typeof list[0];
  const good = list.filter((each) => typeof each === 'string' || typeof each === 'number');
  if (list.length === 0 || good.length !== list.length || good.some((each) => typeof each !== kind))
    throw new PatternError(at, '"anything-but" takes a text, a number, or a list of one of the two kinds.');
  return good;
}

function onlyEntry(object: Readonly<Record<string, unknown>>, at: string) {
  const [entry, ...more] = Object.entries(object);
  if (entry === undefined || more.length > 0)
    throw new PatternError(at, 'an object in a list names exactly one operator.');
  return { name: entry[0], operand: entry[1] };
}

function textOf(operand: unknown, at: string): string {
  if (typeof operand !== 'string') throw new PatternError(at, `${JSON.stringify(operand)} is not a text.`);
  return operand;
}

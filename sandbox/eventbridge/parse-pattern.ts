import { isRecord } from '../../shared/events/json.ts';
import { exactly, type Matcher } from './matcher.ts';
import { operatorMatcher } from './operators.ts';
import { PatternError } from './pattern-error.ts';

/** What must hold of one object of the event: every field, and one branch of every `$or`. */
export type ObjectPattern = {
  readonly fields: readonly FieldPattern[];
  readonly choices: readonly (readonly ObjectPattern[])[];
};

export type FieldPattern = {
  readonly name: string;
  readonly test:
    | { readonly kind: 'leaf'; readonly matchers: readonly Matcher[] }
    | { readonly kind: 'object'; readonly pattern: ObjectPattern };
};

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAX_LENGTH = 2048;
/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
const MAX_COMBINATIONS = 1000;

/**
 * Reads an event pattern.
 *
 * @throws {PatternError} where EventBridge would refuse it
 */
export function parsePattern(pattern: unknown): ObjectPattern {
  const length = JSON.stringify(pattern)?.length ?? 0;
  if (length > MAX_LENGTH)
    throw new PatternError('$', `it has ${length} characters; ${MAX_LENGTH} are allowed.`);
  const parsed = parseObject(pattern, '$');
  const combinations = countCombinations(parsed);
  if (combinations > MAX_COMBINATIONS)
    throw new PatternError(
      '$',
      `its $or make ${combinations} combinations; ${MAX_COMBINATIONS} are allowed.`,
    );
  return parsed;
}

function parseObject(pattern: unknown, at: string): ObjectPattern {
  if (!isRecord(pattern)) throw new PatternError(at, 'it must be a JSON object.');
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new PatternError(at, 'an empty object matches nothing and is not allowed.');
  return {
    fields: entries
      .filter(([name]) => name !== '$or')
      .map(([name, value]) => ({ name, test: parseField(value, `${at}.${name}`) })),
    choices: entries.filter(([name]) => name === '$or').map(([, value]) => parseOr(value, `${at}.$or`)),
  };
}

function parseField(value: unknown, at: string): FieldPattern['test'] {
  if (isRecord(value)) return { kind: 'object', pattern: parseObject(value, at) };
  if (!Array.isArray(value))
    throw new PatternError(at, 'a field holds a list of what it may be, or an object.');
  if (value.length === 0) throw new PatternError(at, 'an empty list matches nothing and is not allowed.');
  return { kind: 'leaf', matchers: value.map((entry, index) => parseMatcher(entry, `${at}[${index}]`)) };
}

function parseMatcher(entry: unknown, at: string): Matcher {
  if (isRecord(entry)) return operatorMatcher(entry, at);
  if (entry === null || typeof entry === 'string' || typeof entry === 'number' || typeof entry === 'boolean')
    return exactly(entry);
  throw new PatternError(at, 'a list holds texts, numbers, booleans, null and operators.');
}

function parseOr(value: unknown, at: string): readonly ObjectPattern[] {
  if (!Array.isArray(value) || value.length < 2)
    throw new PatternError(at, '"$or" takes a list of two or more objects.');
  return value.map((branch, index) => parseObject(branch, `${at}[${index}]`));
}

/** How many rules without `$or` it would take to say the same. */
function countCombinations({ fields, choices }: ObjectPattern): number {
  const inFields = fields.map(({ test }) => (test.kind === 'object' ? countCombinations(test.pattern) : 1));
  const inChoices = choices.map((branches) =>
    branches.reduce((sum, branch) => sum + countCombinations(branch), 0),
  );
  return [...inFields, ...inChoices].reduce((product, count) => product * count, 1);
}

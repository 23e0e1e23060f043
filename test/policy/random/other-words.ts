import { conditionKey } from '../../../shared/policy/condition-keys.ts';
import { withCondition } from './adjust.ts';
import { SINGLE_KEYS } from './alphabet.ts';
import { type ConditionDraft, type StatementDraft, withoutTwins } from './draft.ts';
import { valuesFor } from './generate.ts';
import type { Random } from './random.ts';

/** The values of a positive operator are an *or*, unless every value of the request has to match one. */
export function splitByValue(statement: StatementDraft): readonly StatementDraft[] {
  const chosen = statement.conditions.find(
    ({ operator, quantifier, values }) =>
      !operator.includes('Not') && quantifier !== 'ForAllValues:' && values.length > 1,
  );
  return chosen === undefined
    ? [statement]
    : [chosen.values.slice(0, 1), chosen.values.slice(1)].map((values) =>
        withCondition(statement, chosen, { ...chosen, values }),
      );
}

/** What holds if the key exists holds where it does and where it does not. */
export function splitByPresence(statement: StatementDraft): readonly StatementDraft[] {
  const chosen = statement.conditions.find(
    ({ ifExists, quantifier }) => ifExists && quantifier !== 'ForAllValues:',
  );
  if (chosen === undefined) {
    return [statement];
  }
  const absent = {
    quantifier: '',
    operator: 'Null',
    ifExists: false,
    key: chosen.key,
    values: ['true'],
  } as const;
  return [{ ...chosen, ifExists: false }, absent].map((each) => withCondition(statement, chosen, each));
}

const ANYTHING = SINGLE_KEYS.filter(({ families }) => families.includes('string'));

/** The statement under one more condition, which is always true. */
export function withTruism(statement: StatementDraft, random: Random): StatementDraft {
  const key = random.pick(ANYTHING).name;
  const condition = random.pick<ConditionDraft>([
    { quantifier: '', operator: 'StringLike', ifExists: true, key, values: ['*'] },
    { quantifier: 'ForAllValues:', operator: 'StringLike', ifExists: false, key, values: ['*'] },
    { quantifier: '', operator: 'Null', ifExists: false, key, values: ['true', 'false'] },
  ]);
  return { ...statement, conditions: withoutTwins([...statement.conditions, condition]) };
}

/** The statement where some condition holds, and where its negation does: one of the two always does. */
export function splitByCase(statement: StatementDraft, random: Random): readonly StatementDraft[] {
  const [one] = random.shuffled(statement.conditions);
  const { key, operator } =
    one !== undefined && random.chance(70) && NEGATABLE.test(one.operator)
      ? one
      : { key: random.pick(ANYTHING).name, operator: 'StringLike' };
  const positive = operator.replace('Not', '');
  const values = random.some(valuesFor({ key, operator }), 2);
  return [positive, negation(positive)].map((each) => {
    const condition = { quantifier: '', operator: each, ifExists: false, key, values } as const;
    return { ...statement, conditions: withoutTwins([...statement.conditions, condition]) };
  });
}

const NEGATABLE = /^(String|Arn|(Numeric|Date)(Not)?Equals|(Not)?IpAddress)/;

const negation = (operator: string) =>
  operator === 'IpAddress' ? 'NotIpAddress' : operator.replace(/^(String|Arn|Numeric|Date)/, '$1Not');

/** The statement with one of its conditions in other words, where there are any for it. */
export function withConditionInOtherWords(statement: StatementDraft, random: Random): StatementDraft {
  for (const condition of random.shuffled(statement.conditions)) {
    for (const synonym of random.shuffled(SYNONYMS)) {
      const changed = withCondition(statement, condition, synonym(condition));
      if (!changed.conditions.includes(condition)) {
        return changed;
      }
    }
  }
  return statement;
}

const SYNONYMS = [sameOperator, sameQuantifier, sameNumbers, sameAddresses, sameCases];

function sameOperator(condition: ConditionDraft): ConditionDraft {
  const { operator, values } = condition;
  if (/^Arn/.test(operator)) {
    return { ...condition, operator: operator.replace(/Equals$|Like$/, (end) => OTHER_ENDING[end] ?? end) };
  }
  if (values.some((value) => /[*?$]/.test(value)) || !/^(String|Binary).*(Equals|Like)$/.test(operator)) {
    return condition;
  }
  const other = operator
    .replace('Binary', 'String')
    .replace(/Equals$|Like$/, (end) => OTHER_ENDING[end] ?? end);
  return { ...condition, operator: other };
}

const OTHER_ENDING: Readonly<Record<string, string>> = { Equals: 'Like', Like: 'Equals' };

/** What a quantifier says of a key that has one value at most. */
function sameQuantifier(condition: ConditionDraft): ConditionDraft {
  const { quantifier, operator, key } = condition;
  if (conditionKey(key)?.multivalued !== false || operator === 'Null') {
    return condition;
  }
  if (quantifier === 'ForAllValues:') {
    return { ...condition, quantifier: '', ifExists: true };
  }
  return operator.includes('Not')
    ? condition
    : { ...condition, quantifier: quantifier === '' ? 'ForAnyValue:' : '' };
}

/** Of a whole number, less than 11 is at most 10. */
function sameNumbers(condition: ConditionDraft): ConditionDraft {
  const { key, operator, values } = condition;
  const other = NEXT_NUMBER[operator];
  if (conditionKey(key)?.type !== 'numeric' || other === undefined) {
    return condition;
  }
  return { ...condition, operator: other[0], values: values.map((value) => String(other[1](Number(value)))) };
}

const NEXT_NUMBER: Readonly<Record<string, readonly [string, (value: number) => number]>> = {
  NumericLessThan: ['NumericLessThanEquals', (value) => Math.ceil(value) - 1],
  NumericLessThanEquals: ['NumericLessThan', (value) => Math.floor(value) + 1],
  NumericGreaterThan: ['NumericGreaterThanEquals', (value) => Math.floor(value) + 1],
  NumericGreaterThanEquals: ['NumericGreaterThan', (value) => Math.ceil(value) - 1],
};

/** A range is its two halves. */
function sameAddresses(condition: ConditionDraft): ConditionDraft {
  const { operator, values } = condition;
  return operator.endsWith('IpAddress') && values.some((value) => HALVES[value])
    ? { ...condition, values: values.flatMap((value) => HALVES[value] ?? [value]) }
    : condition;
}

const HALVES: Readonly<Record<string, readonly string[]>> = {
  '10.0.0.0/8': ['10.0.0.0/9', '10.128.0.0/9'],
  '10.1.0.0/16': ['10.1.0.0/17', '10.1.128.0/17'],
  '0.0.0.0/0': ['0.0.0.0/1', '128.0.0.0/1'],
  '::/0': ['::/1', '8000::/1'],
  '2001:db8::/32': ['2001:db8::/33', '2001:db8:8000::/33'],
};

/** What has no case is each of its spellings. */
function sameCases(condition: ConditionDraft): ConditionDraft {
  const { operator, values } = condition;
  const short = values.every((value) => value.length < 4 && !value.includes('$'));
  return operator.endsWith('IgnoreCase') && short
    ? { ...condition, operator: operator.replace('IgnoreCase', ''), values: values.flatMap(inEachCase) }
    : condition;
}

/** A text with each of its letters in either case. */
export const inEachCase = (text: string): readonly string[] =>
  [...text].reduce<readonly string[]>(
    (starts, letter) => {
      const cases = [...new Set([letter.toLowerCase(), letter.toUpperCase()])];
      return starts.flatMap((start) => cases.map((each) => start + each));
    },
    [''],
  );

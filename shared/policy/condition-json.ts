import { conditionKey, type KeyType } from './condition-keys.ts';
import { PolicyError } from './policy-error.ts';

type Values = string | readonly string[];

/** Operator to condition key to values, as a statement has them. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, Values>>>>;

/**
 * All of the conditions at once: what a request must meet is what each of them asks. Condition keys have no case. Where
 * two ask for different values by one positive operator, the second stands under `ForAnyValue:`, which means the same for
 * a key that has one value; of a negated operator all values stand together, because none of them may match.
 *
 * @throws PolicyError where no condition can say it: values that a third asks for have no operator left.
 */
export function every(...all: readonly Conditions[]): Conditions {
  const merged: Merged = {};
  for (const [operator, asked] of all.flatMap((each) => Object.entries(each))) {
    for (const [key, values] of Object.entries(asked)) {
      if (NEGATED.test(operator))
        put(merged, operator, key, [valuesOf(merged, operator, key) ?? [], values].flat());
      else put(merged, freeOperator(merged, operator, key, values), key, values);
    }
  }
  return merged;
}

type Merged = Record<string, Record<string, Values>>;

/** Without a quantifier: `ForAllValues:` and `ForAnyValue:` of a negated operator ask for more than all values at once. */
const NEGATED = /^(?:String|Arn|Numeric|Date|Binary)Not|^NotIpAddress/;

function freeOperator(merged: Merged, operator: string, key: string, values: Values): string {
  const operators = operator.includes(':') ? [operator] : [operator, `ForAnyValue:${operator}`];
  const free = operators.find((each) => {
    const known = valuesOf(merged, each, key);
    return known === undefined || String(known) === String(values);
  });
  if (free !== undefined) return free;
  throw new PolicyError({
    code: 'InvalidValue',
    message: `no condition can ask ${key} for so many sets of values by ${operator} at once`,
    hint: 'Ask for the values that all of them have in common.',
  });
}

const spelled = (asked: object | undefined, key: string) =>
  Object.keys(asked ?? {}).find((each) => each.toLowerCase() === key.toLowerCase()) ?? key;

const valuesOf = (merged: Merged, operator: string, key: string) =>
  merged[operator]?.[spelled(merged[operator], key)];

function put(merged: Merged, operator: string, key: string, values: Values): void {
  const known = Array.isArray(values) ? [...new Set(values)] : values;
  merged[operator] = { ...merged[operator], [spelled(merged[operator], key)]: known };
}

const OPERATORS: Readonly<Record<Exclude<KeyType, 'string'>, string>> = {
  arn: 'ArnLike',
  bool: 'Bool',
  numeric: 'NumericEquals',
  date: 'DateEquals',
  ip: 'IpAddress',
};

/**
 * A condition that a request carries a key with one of these values, by the operator for the key's type. `*` and `?` are
 * wildcards in texts and ARNs; `*` alone is any value of whatever type.
 *
 *     conditionOn('aws:PrincipalTag/team', ['pay*']) // { StringLike: { 'aws:PrincipalTag/team': ['pay*'] } }
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionOn(key: string, values: readonly string[]): Conditions {
  const { type, multivalued } = conditionKey(key) ?? { type: 'string', multivalued: false };
  if (type !== 'string') {
    return values.includes('*') ? { Null: { [key]: ['false'] } } : { [OPERATORS[type]]: { [key]: values } };
  }
  const operator = values.some((each) => /[*?]/.test(each)) ? 'StringLike' : 'StringEquals';
  return { [multivalued ? `ForAnyValue:${operator}` : operator]: { [key]: values } };
}

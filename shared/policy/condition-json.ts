import { conditionKey, type KeyType } from './condition-keys.ts';

type Values = string | readonly string[];

/** Operator to condition key to values, as a statement has them. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, Values>>>>;

/**
 * All of the conditions at once: what a request must meet is what each of them asks. Where two ask for different values
 * by one positive operator, the second stands under `ForAnyValue:`, which means the same for a key that has one value.
 */
export function every(...all: readonly Conditions[]): Conditions {
  const merged: Record<string, Record<string, Values>> = {};
  for (const [operator, asked] of all.flatMap((each) => Object.entries(each))) {
    for (const [key, values] of Object.entries(asked)) {
      const known = merged[operator]?.[key] ?? values;
      const free = String(known) === String(values) ? operator : `ForAnyValue:${operator}`;
      merged[free] = { ...merged[free], [key]: values };
    }
  }
  return merged;
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

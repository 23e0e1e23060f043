import { conditionKey } from './condition-keys.ts';
import { memberPath } from './json-positions.ts';
import { isValue } from './operators.ts';
import type { PolicyNote } from './parse.ts';
import type { Condition, Operator } from './policy.ts';
import { remember } from './remember.ts';
import { malformed, object } from './shape.ts';

const ORDERS = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
const NAMES = [
  ...['Equals', 'NotEquals', 'EqualsIgnoreCase', 'NotEqualsIgnoreCase', 'Like', 'NotLike'].map(
    (name) => `String${name}`,
  ),
  ...ORDERS.flatMap((name) => [`Numeric${name}`, `Date${name}`]),
  ...[
    'Bool',
    'BinaryEquals',
    'IpAddress',
    'NotIpAddress',
    'ArnEquals',
    'ArnNotEquals',
    'ArnLike',
    'ArnNotLike',
    'Null',
  ],
] as Operator[];

const OPERATORS = new Map(NAMES.map((name) => [name.toLowerCase(), name]));

/** Reads `Condition`: operators, each with keys, each with values. Spelled in another case, a key is the same key. */
export function readConditions(value: unknown, path: string, notes: PolicyNote[]): readonly Condition[] {
  const conditions: Condition[] = [];
  const seen = new Set<string>();
  for (const [name, keys] of Object.entries(object(value, path, 'a condition'))) {
    const at = memberPath(path, name);
    const operator = operatorOf(name);
    if (operator === undefined) {
      const hint =
        'See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html';
      throw malformed('InvalidOperator', at, `"${name}" is no condition operator`, hint);
    }
    for (const [key, values] of Object.entries(object(keys, at, `the operator ${name}`))) {
      const id = `${name} ${key}`.toLowerCase();
      if (seen.has(id)) {
        const message = `${name} on ${key} is there twice, in different spelling`;
        throw malformed('DuplicateKey', memberPath(at, key), message, 'Put the values into one list.');
      }
      seen.add(id);
      conditions.push(readCondition(operator, key, values, memberPath(at, key), notes));
    }
  }
  return conditions;
}

type Qualified = Pick<Condition, 'operator' | 'ifExists' | 'quantifier'>;

const QUALIFIED = /^(?:(?<set>ForAllValues|ForAnyValue):)?(?<plain>[a-z]+?)(?<optional>IfExists)?$/i;

/** Undefined for a name of no operator. */
const operatorOf = remember(1000, (name): Qualified | undefined => {
  const { set, plain, optional } = QUALIFIED.exec(name)?.groups ?? {};
  const operator = OPERATORS.get(String(plain).toLowerCase());
  const ifExists = optional !== undefined;
  if (operator === undefined || (operator === 'Null' && ifExists)) {
    return undefined;
  }
  if (set === undefined) {
    return { operator, ifExists };
  }
  return { operator, ifExists, quantifier: /all/i.test(set) ? 'ForAllValues' : 'ForAnyValue' };
});

function readCondition(
  qualified: Qualified,
  key: string,
  value: unknown,
  path: string,
  notes: PolicyNote[],
): Condition {
  if (!/^[\w.-]+:.+$/.test(key)) {
    throw malformed(
      'InvalidValue',
      path,
      `"${key}" is no condition key`,
      'Write it with its service: aws:PrincipalArn.',
    );
  }
  const known = conditionKey(key);
  if (known === undefined) {
    notes.push({
      path,
      message: `the condition key "${key}" is not published for KMS; requests may never carry it`,
    });
  }
  const values = (Array.isArray(value) ? value : [value]).map((item) =>
    readValue(item, qualified.operator, path),
  );
  return { ...qualified, key: known?.name ?? key, values };
}

function readValue(value: unknown, operator: Operator, path: string): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw malformed(
      'InvalidShape',
      path,
      'a condition value must be a string, number or boolean',
      'Quote it.',
    );
  }
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw malformed('InvalidValue', path, `the number ${value} cannot be kept exactly`, 'Quote it.');
  }
  const text = String(value);
  if (!isValue(operator, text)) {
    throw malformed(
      'InvalidValue',
      path,
      `"${text}" is no value for ${operator}`,
      'Write a value of its type.',
    );
  }
  return text;
}

import { isNegated } from '../operators.ts';
import type { Condition } from '../policy.ts';
import type { Literal } from './literal.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html */
export function holdsWhenAbsent({ operator, ifExists, quantifier, values }: Condition): boolean {
  if (operator === 'Null' && quantifier === undefined) {
    return values.some((value) => value.toLowerCase() === 'true');
  }
  return ifExists || quantifier === 'ForAllValues' || (quantifier === undefined && isNegated(operator));
}

/** What `Null` says of a key that is present; with a set operator it is always true, or always false. */
export function holdsWhenPresent(condition: Condition): boolean {
  return condition.quantifier === undefined
    ? condition.values.some((value) => value.toLowerCase() === 'false')
    : holdsWhenAbsent(condition);
}

/** What a condition with a test wants of the values of a key that is present, given the cells that match. */
export function whenPresent(
  { operator, quantifier }: Condition,
  matching: bigint,
  all: bigint,
  multivalued: boolean,
): Pick<Literal, 'some' | 'cells'> {
  const negated = isNegated(operator);
  if (!multivalued) {
    return { some: true, cells: negated ? all & ~matching : matching };
  }
  switch (quantifier) {
    case 'ForAllValues':
      return { some: false, cells: negated ? matching : all & ~matching };
    case 'ForAnyValue':
      return { some: true, cells: negated ? all & ~matching : matching };
    default:
      return { some: !negated, cells: matching };
  }
}

/** The same for conditions that differ in spelling alone. */
export function formOf({ operator, ifExists, quantifier, key, values }: Condition): string {
  return JSON.stringify([operator, ifExists, quantifier, key.toLowerCase(), [...new Set(values)].sort()]);
}

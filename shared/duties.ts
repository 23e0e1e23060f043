import { allRules } from './rules/all.ts';
import type { AnyRule, Duty } from './rules/rule.ts';

export { allRules };

const of = (duty: Duty): readonly AnyRule[] =>
  allRules.filter((rule) => [rule.duty].flat().some((each) => each === duty || each === 'every'));

/**
 * What each Lambda judges. Separation of duties holds for the guardian too: a function judges what its
 * role may put right, and nothing else.
 */
export const policyDuty = of('policy');
export const lifecycleDuty = of('lifecycle');
export const rotationDuty = of('rotation');
export const grantsDuty = of('grants');
export const labelsDuty = of('labels');
export const perimeterDuty = of('perimeter');

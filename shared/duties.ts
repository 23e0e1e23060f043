import { allRules } from './rules/all.ts';
import type { Duty, Rule } from './rules/rule.ts';

export { allRules };

const of = (duty: Duty): readonly Rule[] => allRules.filter((rule) => rule.duty === duty);

/**
 * What each Lambda judges. Separation of duties holds for the guardian too: a function judges what its
 * role may put right, and nothing else.
 */
export const policyDuty = of('policy');
export const lifecycleDuty = of('lifecycle');
export const rotationDuty = of('rotation');

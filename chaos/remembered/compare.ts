import { comparePolicies as compareAnew, accessGained as gainedAnew } from '../../shared/policy/compare.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { numberOf, remembering } from './recent.ts';

const pairOf = (baseline: Policy, candidate: Policy) => `${numberOf(baseline)} ${numberOf(candidate)}`;

/** As `shared/policy/compare.ts`: two policies are compared once. */
export const comparePolicies = remembering(compareAnew, pairOf);
export const accessGained = remembering(gainedAnew, pairOf);

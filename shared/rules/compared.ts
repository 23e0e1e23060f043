import { comparePolicies, accessGained as gainedBetween } from '../policy/compare.ts';
import type { Policy } from '../policy/policy.ts';

/** `comparePolicies`, for policies that are judged by several rules: each pair is compared once. */
export const comparison = oncePerPair(comparePolicies);

/** `accessGained`, the same way. */
export const accessGained = oncePerPair(gainedBetween);

/** Policies never change, and what is known about two of them is forgotten with them. */
function oncePerPair<T>(compare: (baseline: Policy, candidate: Policy) => T) {
  const known = new WeakMap<Policy, WeakMap<Policy, T>>();
  return (baseline: Policy, candidate: Policy): T => {
    const beside = known.get(baseline) ?? new WeakMap<Policy, T>();
    known.set(baseline, beside);
    const found = beside.get(candidate) ?? compare(baseline, candidate);
    beside.set(candidate, found);
    return found;
  };
}

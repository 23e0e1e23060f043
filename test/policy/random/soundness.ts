import type { AccessChange, Comparison, Relation } from '../../../shared/policy/comparison.ts';
import { decide } from '../../../shared/policy/decide.ts';
import type { Level, Policy, Request } from '../../../shared/policy/policy.ts';
import { canCall } from './roles.ts';

const RANK: readonly Level[] = ['denied', 'delegated', 'allowed'];

/** How far a request's level rises from the baseline to the candidate; below 0 it falls. */
export function riseOf(baseline: Policy, candidate: Policy, request: Request): number {
  return RANK.indexOf(decide(candidate, request).decision) - RANK.indexOf(decide(baseline, request).decision);
}

/** What is wrong with the changes that a comparison lists: `decide` does not confirm one, or the relation is another. */
export function unconfirmed(baseline: Policy, candidate: Policy, comparison: Comparison): string | undefined {
  const { relation, gained, lost, unknown } = comparison;
  const wrong =
    gained.find((change) => !confirmed(baseline, candidate, change, 1)) ??
    lost.find((change) => !confirmed(baseline, candidate, change, -1));
  if (wrong !== undefined) {
    const { principal, action, context } = wrong;
    const [before, after] = [baseline, candidate].map(
      (policy) => decide(policy, { principal, action, context }).decision,
    );
    return `decide answers ${before} and ${after} to what is listed as ${JSON.stringify(wrong)}`;
  }
  const listed = [gained, lost, unknown].map((list) => (list.length > 0 ? 'some' : 'none')).join(' ');
  return RELATIONS[relation].test(listed) ? undefined : `${relation}, with gained, lost, unknown: ${listed}`;
}

/** What is gained, lost and unknown in each relation. A loss need not be listed where it cannot be shown. */
const RELATIONS: Readonly<Record<Relation, RegExp>> = {
  equivalent: /^none none none$/,
  narrower: /^none .* none$/,
  wider: /^some none .*$/,
  incomparable: /^some .* .*$/,
  unknown: /^none .* some$/,
};

function confirmed(baseline: Policy, candidate: Policy, change: AccessChange, direction: 1 | -1): boolean {
  const { principal, action, context, from, to, statements } = change;
  const before = decide(baseline, { principal, action, context }).decision;
  const after = decide(candidate, { principal, action, context }).decision;
  const { statements: giving } = direction === 1 ? candidate : baseline;
  return (
    before === from &&
    after === to &&
    (RANK.indexOf(to) - RANK.indexOf(from)) * direction > 0 &&
    statements.length > 0 &&
    statements.every(({ index, effect }) => giving[index]?.effect === effect)
  );
}

/** A request that rises or falls though the relation rules it out. Where something is unknown, it may do either. */
export function unreported(
  baseline: Policy,
  candidate: Policy,
  relation: Relation,
  requests: readonly Request[],
): string | undefined {
  const mayRise = relation !== 'equivalent' && relation !== 'narrower';
  const mayFall = relation !== 'equivalent' && relation !== 'wider';
  const real = canCall([baseline, candidate]);
  const request = requests
    .filter(({ principal, context = {} }) => real({ principal, context }))
    .find((each) => {
      const rise = riseOf(baseline, candidate, each);
      return (rise > 0 && !mayRise) || (rise < 0 && !mayFall);
    });
  if (request === undefined) {
    return undefined;
  }
  const [before, after] = [baseline, candidate].map((policy) => decide(policy, request).decision);
  return `${relation}, yet decide answers ${before} and ${after} to ${JSON.stringify(request)}`;
}

import type { AccessChange, Comparison, Relation, Undecided } from './comparison.ts';
import { reference } from './decide.ts';
import type { Policy, Statement } from './policy.ts';
import { PolicyError } from './policy-error.ts';
import { Budget, TooManyCases, unlessTooMany } from './symbolic/budget.ts';
import { formOf } from './symbolic/condition-form.ts';
import { reportOf } from './symbolic/report.ts';
import { type World, worldOf } from './symbolic/world.ts';

/** How much work each part of a comparison may be, in steps of less than a microsecond: together well under 200 ms. */
const STEPS = { world: 200_000, rises: 800_000, falls: 300_000 };

/**
 * Compares what two policies of one key grant: the requests whose answer rose (`gained`) or fell (`lost`) from the
 * baseline to the candidate, each kind with one request that shows it. Exact, not by sampling, wherever the conditions
 * are; what cannot be decided is `unknown`, with the reason, and counts as gained. Throws a PolicyError for policies of
 * two keys.
 *
 *     comparePolicies(baseline, candidate).gained.map(({ text }) => text)
 *
 * The method is in docs/policy-semantics.md, R-COMPARE.
 */
export function comparePolicies(baseline: Policy, candidate: Policy): Comparison {
  const policies = ofOneKey(baseline, candidate);
  const world = worldWithin(policies);
  if (world === undefined) {
    return undecided(baseline, candidate);
  }
  const { confirmed: gained, unconfirmed: unknown } = reportOf('candidate', policies, world, STEPS.rises);
  const falls = reportOf('baseline', policies, world, STEPS.falls);
  const lost = falls.confirmed.map(fallen);
  // A fall that no request confirms is taken for one: to call such policies equivalent would hide a change.
  const fell = lost.length > 0 || falls.unconfirmed.length > 0;
  return { relation: relate(gained.length > 0, fell, unknown), gained, lost, unknown };
}

/** What `comparePolicies` says was gained or is unknown, at half the cost where nobody asks what was lost. */
export function accessGained(baseline: Policy, candidate: Policy): Pick<Comparison, 'gained' | 'unknown'> {
  const policies = ofOneKey(baseline, candidate);
  const world = worldWithin(policies);
  if (world === undefined) {
    return undecided(baseline, candidate);
  }
  const { confirmed: gained, unconfirmed: unknown } = reportOf('candidate', policies, world, STEPS.rises);
  return { gained, unknown };
}

function ofOneKey(baseline: Policy, candidate: Policy): Parameters<typeof worldOf>[0] {
  const [one, other] =
    baseline.account === candidate.account
      ? [baseline.key, candidate.key]
      : [baseline.account, candidate.account];
  if (one !== undefined && other !== undefined && one !== other) {
    throw new PolicyError({
      code: 'InvalidValue',
      message: `the policies are of two keys, of ${one} and ${other}`,
      hint: 'Compare two policies of one key.',
    });
  }
  return { baseline, candidate };
}

function worldWithin(policies: Parameters<typeof worldOf>[0]): World | undefined {
  return unlessTooMany(() => worldOf(policies, new Budget(STEPS.world)));
}

/** What can still be said where there are too many cases: policies of the same statements are equivalent. */
function undecided(baseline: Policy, candidate: Policy): Comparison {
  const [before, after] = [baseline, candidate].map((policy) => policy.statements.map(statementForm).sort());
  const same = baseline.version === candidate.version && String(before) === String(after);
  const unknown = same
    ? []
    : [{ reason: new TooManyCases().message, statements: candidate.statements.map(reference) }];
  return { relation: same ? 'equivalent' : 'unknown', gained: [], lost: [], unknown };
}

/** The same for statements that differ in order and spelling alone. */
function statementForm({ effect, principals, actions, resources, conditions }: Statement): string {
  return JSON.stringify([
    effect,
    principals.negated,
    principals.any.map((each) => JSON.stringify(each)).sort(),
    [...actions].sort(),
    resources.negated,
    [...resources.any].sort(),
    conditions.map(formOf).sort(),
  ]);
}

/** A rise from the candidate to the baseline is a fall from the baseline to the candidate. */
const fallen = (change: AccessChange): AccessChange => ({ ...change, from: change.to, to: change.from });

function relate(gained: boolean, lost: boolean, unknown: readonly Undecided[]): Relation {
  if (gained) return lost ? 'incomparable' : 'wider';
  if (unknown.length > 0) return 'unknown';
  return lost ? 'narrower' : 'equivalent';
}

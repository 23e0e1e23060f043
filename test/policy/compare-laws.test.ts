import { beforeAll, describe, test } from '@jest/globals';
import { comparePolicies } from '../../shared/policy/compare.ts';
import type { Relation } from '../../shared/policy/comparison.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import { adjust } from './random/adjust.ts';
import { type Draft, placeOf, policyOf } from './random/draft.ts';
import { edited, narrowed, randomPair } from './random/edit.ts';
import { randomDraft, randomTheme, type Theme } from './random/generate.ts';
import {
  announce,
  type Case,
  holdsFor,
  type Law,
  type One,
  PAIRS,
  type Three,
  type Two,
} from './random/laws.ts';
import { Random } from './random/random.ts';
import { randomRequests } from './random/request.ts';
import { respell, respellForm } from './random/respell.ts';
import { namedRoles } from './random/roles.ts';
import { unconfirmed, unreported } from './random/soundness.ts';

/** Tries a law on its part of all the pairs of policies; `pairs` is how many one case compares. */
function law<Policies extends readonly Draft[]>(
  name: string,
  { percent, pairs }: { readonly percent: number; readonly pairs: number },
  { draw, fault }: Law<Policies>,
): void {
  const cases = Math.ceil((PAIRS * percent) / 100 / pairs);
  test(name, () => holdsFor(cases, { draw, fault }, name), 3_600_000);
}

const relate = (one: Draft, other: Draft) => comparePolicies(policyOf(one), policyOf(other)).relation;

/** Two random policies, with requests they may tell apart. */
const twoWithRequests =
  (profile: Theme['profile'], requests: number): Law<Two>['draw'] =>
  (random) => {
    const policies = randomPair(random, randomTheme(random, profile));
    return { policies, requests: randomRequests(random, policies, requests), seed: random.next() };
  };

const two: Law<Two>['draw'] = twoWithRequests('exact', 0);

const one =
  (profile: Theme['profile']): Law<One>['draw'] =>
  (random) => ({
    policies: [randomDraft(random, randomTheme(random, profile))],
    requests: [],
    seed: random.next(),
  });

function unsound({ policies, requests }: Case<Two>): string | undefined {
  const [baseline, candidate] = [policyOf(policies[0]), policyOf(policies[1])];
  const comparison = comparePolicies(baseline, candidate);
  return (
    unconfirmed(baseline, candidate, comparison) ??
    unreported(baseline, candidate, comparison.relation, requests)
  );
}

/** What is wrong where a policy is not equivalent to its other spelling, or that to it. */
function unequal(draft: Draft, other: object | string): string | undefined {
  const [policy, respelled] = [policyOf(draft), parsePolicy(other, placeOf(draft))];
  const { relation } = comparePolicies(policy, respelled);
  return relation === 'equivalent' ? undefined : `${relation} to its other spelling ${JSON.stringify(other)}`;
}

const CONVERSE: Readonly<Record<Relation, Relation>> = {
  equivalent: 'equivalent',
  narrower: 'wider',
  wider: 'narrower',
  incomparable: 'incomparable',
  unknown: 'unknown',
};

describe('R-COMPARE: laws of comparePolicies', () => {
  beforeAll(() => announce(`laws of comparePolicies over ${PAIRS} pairs of policies`));

  law(
    'decide confirms every change that is listed, and finds none where none is listed',
    { percent: 35, pairs: 1 },
    { draw: twoWithRequests('exact', 8), fault: unsound },
  );

  law(
    'R-UNKNOWN: without variables nothing is, and what is lost is listed',
    { percent: 10, pairs: 1 },
    {
      draw: two,
      fault: ({ policies: [baseline, candidate] }) => {
        const comparison = comparePolicies(policyOf(baseline), policyOf(candidate));
        const { relation, lost, unknown } = comparison;
        const fell = relation === 'narrower' || relation === 'incomparable';
        return unknown.length === 0 && lost.length > 0 === fell ? undefined : JSON.stringify(comparison);
      },
    },
  );

  law(
    'a policy is equivalent to itself, to any order of itself, and to itself in other words',
    { percent: 15, pairs: 1 },
    {
      draw: one('exact'),
      fault: ({ policies: [policy], seed }) => unequal(policy, respell(policy, new Random(seed))),
    },
  );

  law(
    'narrower and wider are converse, equivalent and incomparable are mutual',
    { percent: 10, pairs: 2 },
    {
      draw: two,
      fault: ({ policies: [baseline, candidate] }) => {
        const [there, back] = [relate(baseline, candidate), relate(candidate, baseline)];
        return back === CONVERSE[there] ? undefined : `${there} one way, ${back} the other`;
      },
    },
  );

  law(
    'an Allow that is added, or applies to more, never takes access; such a Deny never gives any',
    { percent: 10, pairs: 1 },
    {
      draw: (random): Case<Two> => {
        const theme = randomTheme(random, 'exact');
        return {
          policies: [randomDraft(random, theme), randomDraft(random, theme)],
          requests: [],
          seed: random.next(),
        };
      },
      fault: ({ policies: [rest, { statements }], seed }) => {
        const random = new Random(seed);
        const before = statements.at(-1);
        if (before === undefined) {
          return undefined;
        }
        const wider = adjust(before, true, random, randomTheme(random, 'exact'));
        const baseline = random.chance(50) ? rest.statements : [...rest.statements, before];
        const relation = relate(
          { ...rest, statements: baseline },
          { ...rest, statements: [...rest.statements, wider] },
        );
        const direction = before.effect === 'Allow' ? 'wider' : 'narrower';
        return relation === 'equivalent' || relation === direction
          ? undefined
          : `${relation} by a ${before.effect} that becomes ${JSON.stringify(wider)}`;
      },
    },
  );

  law(
    'what gives nothing over a policy that gives nothing over a third gives nothing over the third, all naming the same roles',
    { percent: 12, pairs: 3 },
    {
      draw: (random): Case<Three> => {
        const theme = randomTheme(random, 'exact');
        const next = (draft: Draft) =>
          random.chance(75)
            ? narrowed(narrowed(draft, random, theme), random, theme)
            : edited(draft, random, theme);
        const first = randomDraft(random, theme);
        const second = next(first);
        return { policies: [first, second, next(second)], requests: [], seed: random.next() };
      },
      fault: ({ policies: [first, second, third] }) => {
        // Which sessions there can be follows from the roles that are named: see canCall.
        const [named, ...others] = [first, second, third].map((draft) => namedRoles(policyOf(draft)));
        if (others.some((each) => each !== named)) {
          return undefined;
        }
        const steps = [relate(first, second), relate(second, third)];
        const whole = relate(first, third);
        const strict = steps.find((step) => step !== 'equivalent') ?? 'equivalent';
        const oneWay =
          /equivalent|narrower|wider/.test(strict) &&
          steps.every((step) => step === 'equivalent' || step === strict);
        return !oneWay || whole === strict ? undefined : `${steps.join(' and then ')} is ${whole}`;
      },
    },
  );

  law(
    'R-UNKNOWN: with variables, a change that is not listed is unknown',
    { percent: 5, pairs: 1 },
    { draw: twoWithRequests('open', 8), fault: unsound },
  );

  law(
    'R-UNKNOWN: with variables, a policy is equivalent to itself in any order and spelling',
    { percent: 5, pairs: 1 },
    {
      draw: one('open'),
      fault: ({ policies: [policy], seed }) => unequal(policy, respellForm(policy, new Random(seed))),
    },
  );
});

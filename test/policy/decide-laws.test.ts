import { beforeAll, describe, test } from '@jest/globals';
import { decide } from '../../shared/policy/decide.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import type { Policy, Request } from '../../shared/policy/policy.ts';
import { type Draft, OWN, placeOf, policyOf } from './random/draft.ts';
import { randomDraft, randomTheme } from './random/generate.ts';
import { announce, type Case, holdsFor, PAIRS, type Two } from './random/laws.ts';
import { Random } from './random/random.ts';
import { randomRequests } from './random/request.ts';
import { respell } from './random/respell.ts';
import { riseOf } from './random/soundness.ts';

const CASES = Math.ceil(PAIRS / 20);

/** Tries a law on a policy, another whose statements can be added to it, and requests that either may answer. */
function law(name: string, holds: (drawn: Case<Two>) => boolean): void {
  const draw = (random: Random): Case<Two> => {
    const theme = randomTheme(random, 'exact');
    const policies = [randomDraft(random, theme), randomDraft(random, theme)] as const;
    return { policies, requests: randomRequests(random, policies, 4), seed: random.next() };
  };
  const fault = (drawn: Case<Two>) => (holds(drawn) ? undefined : 'it does not hold');
  test(name, () => holdsFor(CASES, { draw, fault }, name), 600_000);
}

const plus = (policy: Draft, ...added: Draft['statements']): Draft => ({
  ...policy,
  statements: [...policy.statements, ...added],
});

describe('laws of decide', () => {
  beforeAll(() => announce(`laws of decide, each on ${CASES} policies`));

  law(
    'R-DENY: adding an Allow never lowers an answer, adding a Deny never raises one',
    ({ policies: [policy, { statements }], requests }) =>
      statements.every((added) => {
        const [before, after] = [policyOf(policy), policyOf(plus(policy, added))];
        const direction = added.effect === 'Allow' ? 1 : -1;
        return requests.every((request) => riseOf(before, after, request) * direction >= 0);
      }),
  );

  law(
    'R-STATEMENT: the order of statements does not matter',
    ({ policies: [policy, { statements }], requests }) => {
      const forth = plus(policy, ...statements);
      const back = { ...forth, statements: forth.statements.toReversed() };
      return unchanged(policyOf(forth), policyOf(back), requests);
    },
  );

  law(
    'R-VALUES, R-ABSENT, R-SETS: what a policy is in other words, it answers',
    ({ policies: [policy], requests, seed }) =>
      unchanged(policyOf(policy), parsePolicy(respell(policy, new Random(seed)), placeOf(policy)), requests),
  );

  law('R-LEVEL: another account is never more than delegated', ({ policies: [policy], requests }) => {
    const parsed = policyOf(policy);
    return requests.every(
      (request) =>
        request.principal.includes(OWN) ||
        request.principal.endsWith('.amazonaws.com') ||
        decide(parsed, request).decision !== 'allowed',
    );
  });

  law(
    'every statement said to have decided is there, with the effect of the answer',
    ({ policies: [policy], requests }) => {
      const parsed = policyOf(policy);
      return requests.every((request) => {
        const { decision, statements } = decide(parsed, request);
        const effect = decision === 'denied' ? 'Deny' : 'Allow';
        return statements.every(
          (each) => each.effect === effect && parsed.statements[each.index]?.effect === effect,
        );
      });
    },
  );
});

function unchanged(before: Policy, after: Policy, requests: readonly Request[]): boolean {
  return requests.every((request) => riseOf(before, after, request) === 0);
}

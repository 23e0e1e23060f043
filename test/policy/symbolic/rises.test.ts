import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../shared/policy/parse.ts';
import { Budget, TooManyCases } from '../../../shared/policy/symbolic/budget.ts';
import { reportOf } from '../../../shared/policy/symbolic/report.ts';
import { risesTo } from '../../../shared/policy/symbolic/rises.ts';
import { worldOf } from '../../../shared/policy/symbolic/world.ts';

const OWN = '111122223333';
const allow = (name: string, values: string[], Effect = 'Allow') => ({
  Effect,
  Principal: { AWS: `arn:aws:iam::${OWN}:role/${name}` },
  Action: ['kms:Decrypt', 'kms:Encrypt'],
  Resource: '*',
  Condition: { StringEquals: { 'aws:SourceVpce': values } },
});
const deny = (name: string, values: string[]) => allow(name, values, 'Deny');
const policyOf = (...Statement: object[]) =>
  parsePolicy({ Version: '2012-10-17', Statement }, { account: OWN });

const policies = {
  baseline: policyOf(allow('App', ['a'])),
  candidate: policyOf(deny('App', ['c']), allow('App', ['a', 'b']), allow('Dev', ['a']), allow('Same', [])),
};
const world = worldOf(policies, new Budget(200_000));
const TOO_MANY = 'there are too many cases to go through';

describe('R-UNKNOWN: where the steps of a comparison are used up', () => {
  test('each Allow of the later policy is unknown that was not looked at', () => {
    expect(reportOf('candidate', policies, world, 0)).toEqual({
      confirmed: [],
      unconfirmed: [1, 2, 3].map((index) => ({
        reason: TOO_MANY,
        statements: [{ index, effect: 'Allow' }],
      })),
    });
    expect(reportOf('baseline', policies, world, 0).unconfirmed).toHaveLength(1);
  });

  test('however few there are, what gives more is shown or unknown', () => {
    const shown = new Set<number>();
    for (let steps = 0; steps < 80; steps += 1) {
      const { confirmed, unconfirmed } = reportOf('candidate', policies, world, steps);
      const told = [...confirmed, ...unconfirmed].flatMap(({ statements }) =>
        statements.map(({ index }) => index),
      );
      expect([...new Set(told)]).toEqual(expect.arrayContaining([1, 2]));
      for (const { reason } of unconfirmed) expect(reason).toBe(TOO_MANY);
      shown.add(confirmed.length);
    }
    expect(shown).toEqual(new Set([0, 1, 2]));
  });

  test('an error that has nothing to do with steps is no answer', () => {
    const broken = new Budget(1000);
    broken.spend = () => {
      throw new RangeError('broken');
    };
    const limited = policyOf(allow('App', ['a']), deny('App', ['a']));
    const both = { baseline: limited, candidate: policyOf(allow('App', ['a', 'b'])) };
    expect(() => risesTo('candidate', worldOf(both, new Budget(200_000)), broken)).toThrow(RangeError);
  });
});

describe('R-COMPARE: what rises', () => {
  const regions = (baseline: object[], candidate: object[]) => {
    const both = { baseline: policyOf(...baseline), candidate: policyOf(...candidate) };
    return risesTo('candidate', worldOf(both, new Budget(200_000)), new Budget(200_000)).map(
      ({ callers, clause }) => `${clause.statement.index} ${callers.classes[0]?.caller.name}`,
    );
  };

  test.each<[string, object[], object[], string[]]>([
    ['an Allow that is new', [], [allow('App', ['a'])], ['0 App']],
    ['not an Allow that was there', [allow('App', ['a'])], [allow('App', ['a'])], []],
    ['not an Allow within another', [allow('App', ['a', 'b'])], [allow('App', ['a'])], []],
    ['not an Allow that is denied', [], [allow('App', ['a']), deny('App', ['a', 'b'])], []],
    ['an Allow that was denied', [allow('App', ['a']), deny('App', ['a'])], [allow('App', ['a'])], ['0 App']],
    [
      'not an Allow that was denied and is by another Deny',
      [allow('App', ['a']), deny('App', ['a'])],
      [allow('App', ['a']), deny('App', ['a', 'b'])],
      [],
    ],
    [
      'an Allow that is denied less',
      [allow('App', ['a', 'b']), deny('App', ['a', 'b'])],
      [allow('App', ['a', 'b']), deny('App', ['a'])],
      ['0 App'],
    ],
    [
      'not an Allow of what a Deny had nothing to do with',
      [allow('App', ['a']), deny('App', ['b'])],
      [allow('App', ['a'])],
      [],
    ],
    ['not a Deny', [], [deny('App', ['a'])], []],
  ])('%s', (_name, baseline, candidate, expected) => {
    expect([...new Set(regions(baseline, candidate))]).toEqual(expected);
  });
});

describe('the steps of a comparison', () => {
  test('may be used up exactly, and then no more', () => {
    const budget = new Budget(3);
    budget.spend(2);
    expect(budget.trySpend(1)).toBe(true);
    expect(budget.trySpend(1)).toBe(false);
    expect(() => budget.spend(0)).toThrow(TooManyCases);
  });

  test('are given to another part of the work as a share of all', () => {
    const budget = new Budget(10);
    budget.spend(10);
    const share = budget.share(0.5);
    expect([share.trySpend(5), share.trySpend(1)]).toEqual([true, false]);
  });

  test('that run out are an error by their name', () => {
    expect(new TooManyCases()).toMatchObject({ name: 'TooManyCases', message: TOO_MANY });
  });
});

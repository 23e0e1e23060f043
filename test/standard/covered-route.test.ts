import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { routeFor } from '../../shared/alerts/route.ts';
import { severities } from '../../shared/rules/rule.ts';
import { covers } from '../../shared/standard/covered-route.ts';
import type { Route } from '../../shared/standard/standard.ts';

type Parts = Omit<Route, 'to'>;

describe('A route covers a later one', () => {
  test.each<readonly [name: string, earlier: Parts, later: Parts]>([
    ['where it matches everything', {}, { severities: ['low'], teams: ['a'] }],
    ['where it names every severity, which is none', { severities }, {}],
    ['that is the same', { classes: ['a'], teams: ['x?*'] }, { classes: ['a'], teams: ['x?*'] }],
    ['that names fewer', { accounts: ['1', '2'], classes: ['a', 'b'] }, { accounts: ['2'], classes: ['b'] }],
    ['that asks for more beside', { severities: ['high'] }, { severities: ['high'], accounts: ['1'] }],
    ['whose teams are some of its own', { teams: ['pay*'] }, { teams: ['payments-?', 'pay*ments'] }],
    ['by one character for one', { teams: ['a?'] }, { teams: ['ab', 'a?'] }],
  ])('%s', (_, earlier, later) => {
    expect(covers(earlier, later)).toBe(true);
  });

  test.each<readonly [name: string, earlier: Parts, later: Parts]>([
    ['that is about something else, too', { severities: ['high'] }, { severities: ['high', 'low'] }],
    ['that asks for less', { accounts: ['1'] }, {}],
    ['about what has no team, by a route about any', { teams: ['*'] }, {}],
    ['whose star stands for more than one character', { teams: ['a?'] }, { teams: ['a*'] }],
  ])('but not one %s', (_, earlier, later) => {
    expect(covers(earlier, later)).toBe(false);
  });

  test('only if nothing that the later one matches is left to it', () => {
    const some = <T>(of: readonly T[]) =>
      fc.option(fc.subarray([...of], { minLength: 1 }), { nil: undefined });
    const glob = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), minLength: 1, maxLength: 4 });
    const route = fc
      .record({
        severities: some(severities),
        classes: some(['a', 'default']),
        accounts: some(['1', '2']),
        teams: fc.option(fc.array(glob, { minLength: 1, maxLength: 2 }), { nil: undefined }),
      })
      .map((parts) => Object.fromEntries(Object.entries(parts).filter(([, part]) => part)) as Parts);
    const about = fc.record(
      {
        severity: fc.constantFrom(...severities),
        keyClass: fc.constantFrom('a', 'default'),
        account: fc.constantFrom('1', '2'),
        team: fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 4 }),
      },
      { requiredKeys: ['severity', 'keyClass', 'account'] },
    );
    fc.assert(
      fc.property(
        route,
        route,
        fc.array(about, { minLength: 20, maxLength: 20 }),
        (earlier, later, alerts) => {
          fc.pre(covers(earlier, later));
          const routes = [
            { ...earlier, to: [] },
            { ...later, to: ['sns' as const] },
          ];
          for (const alert of alerts) expect(routeFor({ routes }, alert)).not.toEqual(['sns']);
        },
      ),
    );
  });
});

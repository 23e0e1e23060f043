import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Routed, routeFor } from '../../shared/alerts/route.ts';
import { severities } from '../../shared/rules/rule.ts';
import type { Route } from '../../shared/standard/standard.ts';

const alert: Routed = {
  severity: 'high',
  keyClass: 'payments',
  account: '111122223333',
  team: 'payments-core',
};

type Parts = Omit<Route, 'to'>;

const goesBy = (parts: Parts, about: Routed = alert) =>
  routeFor({ routes: [{ ...parts, to: ['sns'] }] }, about) !== undefined;

describe('A route', () => {
  test.each<readonly [name: string, parts: Parts]>([
    ['without parts', {}],
    ['of its severity', { severities: ['critical', 'high'] }],
    ['of its class', { classes: ['default', 'payments'] }],
    ['of its account', { accounts: ['444455556666', '111122223333'] }],
    ['of its team', { teams: ['payments-core'] }],
    ['of teams like its own', { teams: ['audit', 'pay*-c?re'] }],
    ['of any team', { teams: ['*'] }],
    ['of all of these', { severities: ['high'], classes: ['payments'], teams: ['pay*'] }],
  ])('%s matches an alert', (_, parts) => {
    expect(goesBy(parts)).toBe(true);
  });

  test.each<readonly [name: string, parts: Parts]>([
    ['of another severity', { severities: ['critical'] }],
    ['of another class', { classes: ['default'] }],
    ['of classes like its own: they have no wildcards', { classes: ['pay*'] }],
    ['of another account', { accounts: ['444455556666'] }],
    ['of another team', { teams: ['payments', 'PAYMENTS-CORE'] }],
    ['of which one part does not match', { severities: ['high'], accounts: ['444455556666'] }],
  ])('%s does not', (_, parts) => {
    expect(goesBy(parts)).toBe(false);
  });

  test('of any team does not match what has none', () => {
    const { team: _, ...noTeam } = alert;
    expect(goesBy({ teams: ['*'] }, noTeam)).toBe(false);
    expect(goesBy({}, noTeam)).toBe(true);
  });
});

describe('Of several routes', () => {
  test('the first that matches holds, even where it goes nowhere', () => {
    const routes: readonly Route[] = [
      { severities: ['critical'], to: ['slack:C0PAGES'] },
      { classes: ['payments'], to: [] },
      { to: ['sns'] },
    ];
    expect(routeFor({ routes }, alert)).toEqual([]);
    expect(routeFor({ routes }, { ...alert, severity: 'critical' })).toEqual(['slack:C0PAGES']);
    expect(routeFor({ routes }, { ...alert, keyClass: 'default' })).toEqual(['sns']);
  });

  test('none may match: then it is for the caller to tell everybody', () => {
    expect(routeFor({ routes: [] }, alert)).toBeUndefined();
    expect(routeFor({ routes: [{ severities: ['low'], to: ['sns'] }] }, alert)).toBeUndefined();
  });

  const about = fc.record({
    severity: fc.constantFrom(...severities),
    keyClass: fc.constantFrom('default', 'payments'),
    account: fc.constantFrom('111122223333', '444455556666'),
    team: fc.option(fc.constantFrom('core', 'audit'), { nil: undefined }),
  });
  const some = <T>(of: readonly T[]) => fc.option(fc.subarray([...of], { minLength: 1 }), { nil: undefined });
  const route = fc
    .record({
      severities: some(severities),
      classes: some(['default', 'payments']),
      accounts: some(['111122223333', '444455556666']),
      teams: some(['core', 'a*']),
      to: fc.subarray(['slack', 'sns', 'slack:C0123ABCD'] as const),
    })
    // The compiled standard has no field that is undefined.
    .map(({ to, ...parts }): Route => {
      const given: Partial<Route> = Object.fromEntries(Object.entries(parts).filter(([, part]) => part));
      return { ...given, to };
    });

  test('each alert has one answer: that of some route, as if those before it were not there', () => {
    fc.assert(
      fc.property(fc.array(route), about, (routes, alert) => {
        const alone = routes.map((each) => routeFor({ routes: [each] }, alert));
        expect(routeFor({ routes }, alert)).toEqual(alone.find((to) => to !== undefined));
      }),
    );
  });

  test('a last one without parts leaves no alert to everybody', () => {
    fc.assert(
      fc.property(fc.array(route), about, (routes, alert) => {
        expect(routeFor({ routes: [...routes, { to: ['sns'] }] }, alert)).toBeDefined();
      }),
    );
  });

  test('one more part never has a route match more', () => {
    fc.assert(
      fc.property(route, about, (given, alert) => {
        const { severities: _, classes: __, ...fewer } = given;
        if (routeFor({ routes: [given] }, alert)) expect(routeFor({ routes: [fewer] }, alert)).toBeDefined();
      }),
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import type { Operator } from '../../../shared/policy/policy.ts';
import { Budget, TooManyCases } from '../../../shared/policy/symbolic/budget.ts';
import { remembered, valueTest } from '../../../shared/policy/symbolic/value-test.ts';

const testOf = (operator: Operator, values: string[], version: '2012-10-17' | '2008-10-17' = '2012-10-17') =>
  valueTest({ operator, ifExists: false, key: 'k', values }, version);
const passing = (operator: Operator, values: string[], actual: string[]) =>
  actual.filter(testOf(operator, values).passes);

describe('R-COMPARE: what a condition asks of one value', () => {
  test.each<[Operator, string[], string[], string[]]>([
    ['NumericEquals', ['1', '3'], ['1', '2', '3', 'x'], ['1', '3']],
    ['NumericLessThan', ['1', '3'], ['2', '3', '4'], ['2']],
    ['NumericLessThanEquals', ['1', '3'], ['2', '3', '4'], ['2', '3']],
    ['NumericGreaterThan', ['1', '3'], ['0', '1', '2'], ['2']],
    ['NumericGreaterThanEquals', ['1', '3'], ['0', '1', '2'], ['1', '2']],
    ['NumericNotEquals', ['1'], ['1', '2'], ['1']],
    ['DateLessThan', ['2027-01-01'], ['2026-12-31', '2027-01-01', '20'], ['2026-12-31']],
    ['DateGreaterThanEquals', ['1798761600'], ['2026-12-31', '2027-01-01'], ['2027-01-01']],
    [
      'IpAddress',
      ['10.0.0.0/31', '192.0.2.1'],
      ['10.0.0.1', '10.0.0.2', '192.0.2.1', '192.0.2.2', 'x'],
      ['10.0.0.1', '192.0.2.1'],
    ],
    ['IpAddress', ['::/0'], ['10.0.0.1', '::1'], ['::1']],
    [
      'IpAddress',
      ['10.0.0.4/30'],
      ['10.0.0.3', '10.0.0.4', '10.0.0.7', '10.0.0.8'],
      ['10.0.0.4', '10.0.0.7'],
    ],
    ['StringEquals', ['a*', 'b'], ['a*', 'ab', 'b'], ['a*', 'b']],
    ['StringLike', ['a*', 'b', '*cc'], ['a*', 'ab', 'b', 'ba', 'cc', 'c'], ['a*', 'ab', 'b', 'cc']],
    [
      'ArnEquals',
      ['arn:aws:iam::*:role/App'],
      ['arn:aws:iam::1:role/App', 'arn:aws:iam::1:2:role/App'],
      ['arn:aws:iam::1:role/App'],
    ],
    ['StringEquals', ['${aws:username}'], ['${aws:username}', 'x'], []],
    ['BinaryEquals', ['${aws:username}'], ['${aws:username}', 'x'], ['${aws:username}']],
  ])('%s %j', (operator, values, actual, expected) => {
    expect(passing(operator, values, actual)).toEqual(expected);
  });

  test.each<[string, Operator, string]>([
    ['text', 'StringNotLike', 'a*'],
    ['text', 'Bool', 'true'],
    ['variable', 'ArnLike', '${aws:x}'],
    ['number', 'NumericNotEquals', '1'],
    ['date', 'DateEquals', '2027-01-01'],
    ['address', 'NotIpAddress', '10.0.0.0/8'],
  ])('it compares as %s: %s', (family, operator, value) => {
    expect(testOf(operator, [value]).family).toBe(family);
  });

  test('the negation, the order and the repetition of values do not matter, nor which of two names ArnLike has', () => {
    const { id } = testOf('ArnLike', ['a', 'b']);
    expect(testOf('ArnNotEquals', ['b', 'a', 'b']).id).toBe(id);
    expect(testOf('StringLike', ['a', 'b']).id).not.toBe(id);
    expect(testOf('ArnLike', ['a']).id).not.toBe(id);
  });

  test('R-VARIABLE: the version matters where a value looks like a variable, and nowhere else', () => {
    const [old, now] = ['2008-10-17', '2012-10-17'] as const;
    expect(testOf('StringLike', ['a'], old).id).toBe(testOf('StringLike', ['a'], now).id);
    expect(testOf('StringLike', ['a${*}'], old).id).not.toBe(testOf('StringLike', ['a${*}'], now).id);
    expect(testOf('StringEquals', ['a', '${aws:username}'], old)).toMatchObject({ family: 'text' });
    expect(testOf('StringEquals', ['a', '${aws:username}'], now)).toMatchObject({ family: 'variable' });
    expect(testOf('StringEquals', ['a', '${*}'], now)).toMatchObject({ family: 'text' });
  });
});

describe('asking many values', () => {
  test('an answer that is known takes no more steps; plain texts take none', () => {
    const passes = remembered(new Budget(2));
    const [pattern, plain] = [testOf('StringLike', ['a*']), testOf('StringEquals', ['ab', 'c'])];
    for (let times = 0; times < 3; times += 1) {
      expect([passes(pattern, 'ab'), passes(pattern, 'b')]).toEqual([true, false]);
      expect([passes(plain, 'ab'), passes(plain, 'b')]).toEqual([true, false]);
    }
    expect(() => passes(pattern, 'c')).toThrow(TooManyCases);
  });
});

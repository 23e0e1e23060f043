import { describe, expect, test } from '@jest/globals';
import {
  isValue,
  positive,
  readDate,
  readNumber,
  takesVariables,
  testFor,
} from '../../shared/policy/operators.ts';
import type { Operator } from '../../shared/policy/policy.ts';

const ROLE = 'arn:aws:iam::111122223333:role/App';

/** An operator, the policy's value, and values of requests that match it and that do not. */
test.each<[Operator, string, readonly string[], readonly string[]]>([
  ['StringEquals', 'a*', ['a*'], ['A*', 'ab']],
  ['StringEqualsIgnoreCase', 'kÀ*', ['KÀ*', 'kà*'], ['kÀb', '\u212aÀ*']],
  ['StringLike', 'a*', ['a', 'abc'], ['A', 'ba']],
  ['BinaryEquals', 'QQ==', ['QQ=='], ['qq==', 'QQ']],
  ['Bool', 'true', ['true', 'TRUE'], ['false', '1', '']],
  ['ArnEquals', 'arn:aws:iam::*:role/A*', [ROLE], ['arn:aws:iam::1:2:role/App', 'App', ROLE.toLowerCase()]],
  ['ArnLike', 'arn:aws:s3:::a:*', ['arn:aws:s3:::a:b:c'], ['arn:aws:s3:::a', 'arn:aws:s3:::b:c']],
  ['ArnLike', '*', [ROLE], ['App', '*', 'arn:aws:iam::1']],
  ['ArnLike', 'arn:*', [], [ROLE, 'arn:*']],
  ['NumericEquals', '5', ['5', '5.0', '+5', '05', '0.5e1'], ['6', '-5', 'five', '']],
  ['NumericEquals', 'five', [], ['five', '5', 'six']],
  ['NumericLessThan', '5', ['4.9', '-10'], ['5', '10', 'x']],
  ['NumericLessThanEquals', '5', ['4.9', '5'], ['5.1', 'x']],
  ['NumericGreaterThan', '5', ['5.1', '10'], ['5', '4', 'x']],
  ['NumericGreaterThanEquals', '5', ['5', '10'], ['4.9', 'x']],
  ['DateEquals', '2026-11-02T10:00:00Z', ['1793613600', '2026-11-02T12:00+02:00'], ['2026-11-02', 'today']],
  ['DateLessThan', '2026-11-02', ['2026-11-01T23:59:59.999Z', '2026'], ['2026-11-02', '2027', 'x']],
  ['DateGreaterThan', '2026-11', ['2026-11-01T00:00:01'], ['2026-11-01', '2026', 'x']],
  ['IpAddress', '10.0.0.0/30', ['10.0.0.0', '10.0.0.3'], ['10.0.0.4', '9.255.255.255', '::a00:0', 'x']],
  ['IpAddress', '2001:db8::/127', ['2001:db8::', '2001:db8::1'], ['2001:db8::2', '10.0.0.0', 'x']],
  ['IpAddress', 'x', [], ['x', '10.0.0.0']],
  ['Null', 'true', [], ['true', 'false']],
])('%s of %s', (operator, expected, matching, others) => {
  const matches = testFor(operator, expected);
  expect(matching.filter((value) => !matches(value))).toEqual([]);
  expect(others.map((value) => matches(value))).toEqual(others.map(() => false));
});

test('a negated operator is the other one negated', () => {
  expect(positive('StringNotLike')).toBe('StringLike');
  expect(positive('NotIpAddress')).toBe('IpAddress');
  expect(positive('Bool')).toBe('Bool');
});

test('variables are for texts and ARNs', () => {
  const operators: readonly Operator[] = [
    'StringLike',
    'ArnNotEquals',
    'Bool',
    'NumericEquals',
    'IpAddress',
    'Null',
  ];
  expect(operators.filter(takesVariables)).toEqual(['StringLike', 'ArnNotEquals']);
});

describe('numbers and dates', () => {
  test.each([
    ['1', 1],
    ['-1.5', -1.5],
    ['+.25', 0.25],
    ['2.', 2],
    ['1e3', 1000],
    ['1e+10', 10_000_000_000],
    ['1E-2', 0.01],
    ['.', undefined],
    ['', undefined],
    [' 1', undefined],
    ['1 ', undefined],
    ['1e', undefined],
    ['0x10', undefined],
    ['Infinity', undefined],
    ['1e999', undefined],
  ])('the number %p', (text, number) => {
    expect(readNumber(text)).toBe(number);
  });

  test.each([
    ['2026', '2026-01-01T00:00:00.000Z'],
    ['2026-11', '2026-11-01T00:00:00.000Z'],
    ['2026-11-02', '2026-11-02T00:00:00.000Z'],
    ['2026-11-02T10:30', '2026-11-02T10:30:00.000Z'],
    ['2026-11-02T10:30Z', '2026-11-02T10:30:00.000Z'],
    ['2026-11-02T10:30:15', '2026-11-02T10:30:15.000Z'],
    ['2026-11-02T10:30:15.25', '2026-11-02T10:30:15.250Z'],
    ['2026-11-02T10:30:15+01:00', '2026-11-02T09:30:15.000Z'],
    ['2026-11-02T10:30:15-0100', '2026-11-02T11:30:15.000Z'],
    ['1793613600', '2026-11-02T10:00:00.000Z'],
    ['1793613600.25', '2026-11-02T10:00:00.250Z'],
  ])('the date %s', (text, date) => {
    expect(new Date(readDate(text) ?? Number.NaN).toISOString()).toBe(date);
  });

  test.each([
    '',
    'today',
    ' 2026',
    '2026 ',
    '12026-11',
    '2026-13',
    '2026-1',
    '2026-11-02T10',
    '1793613600x',
    '-1793613600',
  ])('%p is no date', (text) => {
    expect(readDate(text)).toBeUndefined();
  });
});

/** What can be compared with at all is told when a policy is read. */
test.each<[Operator, readonly string[], readonly string[]]>([
  ['NumericLessThan', ['5'], ['five', '2026-11-02']],
  ['DateNotEquals', ['2026-11-02', '1793613600'], ['5', 'five']],
  ['IpAddress', ['10.0.0.0/8', '::1'], ['10.0.0.0/33', 'five']],
  ['NotIpAddress', ['10.0.0.0/8'], ['five']],
  ['Bool', ['true', 'FALSE'], ['1', 'untrue', 'falsehood']],
  ['Null', ['true', 'False'], ['1', 'untrue', 'falsehood']],
  ['StringEquals', ['five', ''], []],
  ['ArnLike', ['five'], []],
])('what %s compares with', (operator, values, others) => {
  expect(values.filter((value) => !isValue(operator, value))).toEqual([]);
  expect(others.filter((value) => isValue(operator, value))).toEqual([]);
});

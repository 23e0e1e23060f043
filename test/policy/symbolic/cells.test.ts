import { describe, expect, test } from '@jest/globals';
import { conditionKey } from '../../../shared/policy/condition-keys.ts';
import type { Condition, Operator } from '../../../shared/policy/policy.ts';
import { Budget } from '../../../shared/policy/symbolic/budget.ts';
import { cellsOf } from '../../../shared/policy/symbolic/cells.ts';
import { valueTest } from '../../../shared/policy/symbolic/value-test.ts';

const cells = (key: string, ...conditions: readonly (readonly [Operator, ...string[]])[]) => {
  const tests = conditions.map(([operator, ...values]) => {
    const condition: Condition = { operator, ifExists: false, key, values };
    return valueTest(condition, '2012-10-17');
  });
  return cellsOf(conditionKey(key), key, tests, new Budget(100_000)) ?? [];
};
const values = (...of: Parameters<typeof cells>) => cells(...of).map(({ value }) => value);

describe('R-COMPARE: the cells of a key', () => {
  test('of plain texts are the texts, and any other', () => {
    expect(values('aws:SourceVpce', ['StringEquals', 'vpce-1'], ['StringEquals', 'vpce-2'])).toEqual([
      'vpce-1',
      'vpce-2',
      'other',
    ]);
  });

  test('of texts that no condition tells apart are one', () => {
    expect(values('aws:SourceVpce', ['StringNotEquals', 'vpce-1', 'vpce-2'])).toHaveLength(2);
  });

  test('R-BOOL: a boolean has two values', () => {
    expect(values('aws:SecureTransport', ['Bool', 'false'])).toEqual(['true', 'false']);
  });

  test('R-NUMBER: of whole numbers there is none between 7 and 8', () => {
    const window = 'kms:ScheduleKeyDeletionPendingWindowInDays';
    expect(values(window, ['NumericLessThan', '8'], ['NumericLessThanEquals', '7'])).toEqual(['7', '8']);
  });

  test('R-NUMBER: of numbers in a tag there is, and a tag may be no number', () => {
    const level = 'aws:PrincipalTag/level';
    expect(values(level, ['NumericLessThan', '8'], ['NumericLessThanEquals', '7'])).toContain('7.5');
    expect(values(level, ['NumericLessThan', '8'], ['NumericGreaterThanEquals', '8'])).toContain('other');
  });

  test('R-IP: the ends of a range count, and each family', () => {
    const found = values('aws:SourceIp', ['IpAddress', '10.0.0.0/8'], ['IpAddress', '::/0']);
    expect(found).toHaveLength(3);
  });

  test('R-DATE: the limit itself is told from before and after it', () => {
    expect(
      values('aws:CurrentTime', ['DateLessThan', '2027-01-01'], ['DateEquals', '2027-01-01T00:00:00Z']),
    ).toEqual(['2027-01-01T00:00:00.000Z', '2026-12-31T00:00:00.000Z', '2027-01-02T00:00:00.000Z']);
  });

  test('R-UNKNOWN: what compares a key in two ways, and was not found, is in doubt', () => {
    const mixed = cells('aws:PrincipalTag/level', ['StringLike', '1*'], ['NumericGreaterThan', '50']);
    expect(mixed.filter(({ doubt }) => doubt !== undefined).length).toBeGreaterThan(0);
  });

  test('R-DATE: of dates each is before a limit, or it is not', () => {
    const limits = [
      ['DateLessThan', '2027-01-01'],
      ['DateGreaterThanEquals', '2027-01-01'],
    ] as const;
    expect(values('aws:CurrentTime', ...limits)).toHaveLength(2);
    expect(values('aws:PrincipalTag/until', ...limits)).toHaveLength(3);
  });

  test('without conditions on its values are any', () => {
    expect(values('aws:SourceVpce')).toEqual(['other']);
  });

  test('R-NUMBER: where numbers and dates are told apart, a value may be neither', () => {
    const found = values(
      'aws:MultiFactorAuthAge',
      ['NumericLessThan', '5'],
      ['NumericGreaterThanEquals', '5'],
      ['DateLessThan', '2027-01-01'],
      ['DateGreaterThanEquals', '2027-01-01'],
    );
    expect(found).toContain('other');
  });

  test('R-UNKNOWN: the ways to compare a key are put together where no value shows it', () => {
    const found = cells('aws:PrincipalTag/level', ['StringEquals', '5'], ['NumericGreaterThan', '3']);
    const doubt = 'conditions compare aws:PrincipalTag/level in more than one way (as text and as number)';
    expect(found.map(({ value, passed, doubt }) => [value, passed.size, doubt])).toEqual([
      ['5', 2, undefined],
      ['other', 0, undefined],
      ['4', 1, undefined],
      [undefined, 1, doubt],
    ]);
  });

  test('R-UNKNOWN: there are none where there would be too many', () => {
    const variables = (count: number) =>
      Array.from({ length: count }, (_, at) => ['StringEquals', `\${aws:PrincipalTag/${at}}`] as const);
    expect(cells('aws:SourceVpce', ...variables(12))).toHaveLength(4096);
    expect(cells('aws:SourceVpce', ...variables(13))).toEqual([]);
    const mixed = (count: number) =>
      Array.from({ length: count }, (_, at) => [
        ['StringEquals', `text${at}`] as const,
        ['NumericEquals', `${at}`] as const,
      ]).flat();
    expect(cells('aws:SourceVpce', ...mixed(63))).toHaveLength(4096);
    expect(cells('aws:SourceVpce', ...mixed(64))).toEqual([]);
  });

  test('R-UNKNOWN: a variable leaves each value in doubt', () => {
    const open = cells('aws:PrincipalTag/team', ['StringEquals', '${aws:ResourceTag/team}']);
    expect(open).toHaveLength(2);
    expect(open.every(({ doubt }) => doubt?.includes('${aws:ResourceTag/team}'))).toBe(true);
  });
});

import { describe, expect, test } from '@jest/globals';
import type { Operator } from '../../../shared/policy/policy.ts';
import { sampleAddresses, sampleDates, sampleNumbers } from '../../../shared/policy/symbolic/samples.ts';
import { valueTest } from '../../../shared/policy/symbolic/value-test.ts';

const tests = (operator: Operator, values: readonly string[]) =>
  values.map((value) => valueTest({ operator, ifExists: false, key: 'k', values: [value] }, '2012-10-17'));
const LARGEST = String(Number.MAX_VALUE);

describe('R-NUMBER: a number of each kind that limits tell apart', () => {
  test.each<[string, string[], boolean, string[]]>([
    ['the limits, one between, one below, one above', ['3', '1'], false, ['1', '3', '2', '0', '4']],
    ['one between each two', ['1', '2', '4'], false, ['1', '2', '4', '1.5', '3', '0', '5']],
    ['a limit once', ['1', '1'], false, ['1', '0', '2']],
    ['of whole numbers none between 7 and 8', ['7', '8'], true, ['7', '8', '6', '9']],
    ['of whole numbers the next after a limit', ['7', '20'], true, ['7', '20', '8', '6', '21']],
    ['of whole numbers those between two limits that are none', ['1.5', '2.5'], true, ['2', '1', '3']],
    ['of whole numbers none between two limits within one', ['1.2', '1.8'], true, ['1', '2']],
    ['without limits', [], true, ['-1', '1']],
    [
      'the largest there are, where one more is none more',
      ['1e300'],
      true,
      ['1e+300', `-${LARGEST}`, LARGEST],
    ],
  ])('%s', (_name, limits, whole, expected) => {
    expect(sampleNumbers(tests('NumericLessThan', limits), whole)).toEqual(expected);
  });
});

describe('R-DATE: a date of each kind that limits tell apart', () => {
  const ENDS = ['0000-01-01T00:00:00+14:00', '99999999999999'];
  test.each<[string, string[], string[]]>([
    [
      'the limits, one between, a day before, a day after, the first and the last there are',
      ['2027-01-01', '2027-01-03'],
      [
        '2027-01-01T00:00:00.000Z',
        '2027-01-03T00:00:00.000Z',
        '2027-01-01T00:00:00.001Z',
        '2026-12-31T00:00:00.000Z',
        '2027-01-04T00:00:00.000Z',
      ],
    ],
    [
      'in seconds beyond the year 9999',
      ['253402300800'],
      ['253402300800.000', '9999-12-31T00:00:00.000Z', '253402387200.000'],
    ],
    [
      'in seconds beyond what a date can be',
      ['8640000000001'],
      ['8640000000001.000', '8639999913601.000', '8640000086401.000'],
    ],
    ['none before the year 0', ['0000-01-01'], ['0000-01-01T00:00:00.000Z', '0000-01-02T00:00:00.000Z']],
  ])('%s', (_name, limits, expected) => {
    expect(sampleDates(tests('DateLessThan', limits))).toEqual([...expected, ...ENDS]);
  });
});

describe('R-IP: an address of each kind that ranges tell apart', () => {
  test.each<[string, string[], string[]]>([
    ['without ranges one of each family', [], ['203.0.113.1', '2001:db8::1']],
    [
      'the ends of a range and what lies beside them',
      ['10.0.0.0/8'],
      ['9.255.255.255', '10.0.0.0', '10.255.255.255', '11.0.0.0', '203.0.113.1', '2001:db8::1'],
    ],
    [
      'none beside the range of all',
      ['0.0.0.0/0', '::/0'],
      [
        '0.0.0.0',
        '255.255.255.255',
        '203.0.113.1',
        '::',
        'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
        '2001:db8::1',
      ],
    ],
    [
      'one that is an end of two ranges once',
      ['203.0.113.0/31', '203.0.113.1'],
      ['203.0.112.255', '203.0.113.0', '203.0.113.1', '203.0.113.2', '2001:db8::1'],
    ],
    [
      'IPv6 addresses with their longest zeros left out',
      ['fc00::/7'],
      [
        '203.0.113.1',
        'fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
        'fc00::',
        'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
        'fe00::',
        '2001:db8::1',
      ],
    ],
    [
      'IPv6 addresses with a zero in the middle',
      ['1:0:2:3:4:5:6:7'],
      ['203.0.113.1', '1:0:2:3:4:5:6:6', '1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:8', '2001:db8::1'],
    ],
  ])('%s', (_name, ranges, expected) => {
    expect(sampleAddresses(tests('IpAddress', ranges))).toEqual(expected);
  });
});

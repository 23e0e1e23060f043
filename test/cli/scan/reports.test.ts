import { describe, expect, test } from '@jest/globals';
import { csvCell, reportCsv } from '../../../cli/scan/report-csv.ts';
import { reportText } from '../../../cli/scan/report-text.ts';
import { exitCode, type Scan, type ScannedKey, totalsOf } from '../../../cli/scan/result.ts';
import { table } from '../../../cli/scan/table.ts';

const arn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const finding = {
  rule: 'trusted-accounts',
  severity: 'critical',
  message: 'The key policy lets in principals outside the trusted accounts.',
  evidence: ['one', 'two'],
  fix: 'Take them out.',
  statements: [],
} as const;
const key: ScannedKey = {
  arn,
  keyId: arn.slice(-36),
  account: '111122223333',
  region: 'us-east-1',
  state: 'Enabled',
  aliases: [],
  tags: {},
  keyClass: 'default',
  findings: [],
};
const scan = (more: Partial<Scan> = {}): Scan => ({
  regions: ['us-east-1'],
  keys: [],
  unread: [],
  left: [],
  awsManaged: 0,
  otherClasses: 0,
  ...more,
});

describe('exit code', () => {
  test.each<[string, Partial<Scan>, 0 | 1]>([
    ['nothing wrong', { keys: [key], awsManaged: 3, otherClasses: 2 }, 0],
    ['a finding', { keys: [{ ...key, findings: [finding] }] }, 1],
    ['a key that was not read', { unread: [{ arn, region: 'us-east-1', why: 'no' }] }, 1],
    ['a key that was not read whole', { keys: [{ ...key, gap: 'no grants' }] }, 1],
    ['a key that is left', { left: [arn] }, 1],
  ])('%s', (_, more, code) => {
    expect(exitCode(scan(more))).toBe(code);
  });
});

test('a key that was not read whole, and of which nothing is found, is not counted as compliant', () => {
  expect(totalsOf(scan({ keys: [key, { ...key, gap: 'no grants' }] }))).toMatchObject({
    keys: 2,
    compliant: 1,
    unread: 1,
  });
});

describe('a cell of CSV', () => {
  test.each([
    ['plain', 'plain'],
    ['', ''],
    ['a,b', '"a,b"'],
    ['a "b"', '"a ""b"""'],
    ['a\nb', '"a\nb"'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['=cmd|\'/c calc\'!A1, "x"', '"\'=cmd|\'/c calc\'!A1, ""x"""'],
    ['\t=1', "'\t=1"],
    ['\r=1', '"\'\r=1"'],
    ['＝1', "'＝1"],
    ['a=1', 'a=1'],
  ])('%j is written as %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });
});

test('CSV ends lines as RFC 4180 says, and has rows for what was not read and what is left', () => {
  const rows = reportCsv(
    scan({
      keys: [{ ...key, findings: [finding], aliases: ['alias/a', 'alias/b'], tags: { '=a': '@b' } }],
      unread: [{ region: 'eu-west-1', why: '-denied' }],
      left: [arn],
    }),
  ).split('\r\n');
  expect(rows.slice(1)).toEqual([
    `finding,${arn},alias/a alias/b,'=a=@b,us-east-1,default,Enabled,critical,trusted-accounts,${finding.message},"one\ntwo",Take them out.`,
    "unread,,,,eu-west-1,,,,,'-denied,,",
    `left,${arn},,,us-east-1,,,,,,,`,
  ]);
});

describe('the table', () => {
  const rows = [
    [
      'alias/a-very-long-name-of-a-key-of-the-payments-team',
      'us-east-1',
      'critical',
      'trusted-accounts, users-only',
    ],
    ['alias/b', 'us-east-1', 'compliant', ''],
  ];
  const headings = ['key', 'Region', 'worst', 'rules'];

  test('is as wide as it is where there is room', () => {
    expect(table(headings, rows, 200)).toEqual([
      'key                                                   Region     worst      rules',
      'alias/a-very-long-name-of-a-key-of-the-payments-team  us-east-1  critical   trusted-accounts, users-only',
      'alias/b                                               us-east-1  compliant',
    ]);
  });

  test.each([100, 80, 60])('fits into %i columns, and names every rule', (width) => {
    const lines = table(headings, rows, width);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(lines.join('\n')).toContain('trusted-accounts');
    expect(lines.join('\n')).toContain('users-only');
    expect(lines.length).toBeGreaterThanOrEqual(3);
  });

  test('takes more keys than a call takes arguments', () => {
    const many = Array.from({ length: 200_000 }, () => ['alias/b', 'us-east-1', 'high', 'lockout']);
    expect(table(headings, many, 80)).toHaveLength(200_001);
  });

  test('moves no cursor, whatever a name or an answer holds', () => {
    const text = reportText(
      scan({
        keys: [{ ...key, aliases: ['alias/\x1b[2Ja\u202eb'] }],
        unread: [{ arn, region: 'us-east-1', why: 'no\r\nclean' }],
      }),
    );
    expect(text).toContain('alias/a?b');
    expect(text).toContain(`${arn}: no??clean`);
  });
});

import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../shared/policy/parse.ts';
import {
  asksForOwner,
  isAboutKeysOf,
  isAboutOthers,
  representativeKeys,
  UNNAMED,
} from '../../shared/rules/representative-keys.ts';

const account = '111122223333';
const partner = '444455556666';
const statement = (more: object) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 'kms:*',
  Resource: '*',
  ...more,
});
const parsed = (...Statement: readonly object[]) =>
  parsePolicy({ Version: '2012-10-17', Statement: Statement.map(statement) }, { account });
const on = (...Resource: readonly string[]) => ({ Resource });
const key = (owner: string, id = '*', region = '*') => `arn:aws:kms:${region}:${owner}:key/${id}`;
const ownedBy = (...owners: readonly string[]) => ({
  Condition: { StringLike: { 'aws:ResourceAccount': owners } },
});

/** What is unnamed is an underscore here. */
const readable = (text: string) => text.replaceAll(UNNAMED, '_');
const keys = (...statements: readonly object[]) =>
  representativeKeys([parsed(...statements)], [account, partner], 'aws').map(({ arn }) => readable(arn));
const owners = (...statements: readonly object[]) =>
  representativeKeys([parsed(...statements)], [account, partner], 'aws').map((each) =>
    readable(each.account),
  );

const GENERIC = '1234abcd-12ab-34cd-56ef-1234567890ab';
const NINES = '99999999-9999-9999-9999-999999999999';

describe('Keys that stand for all', () => {
  test('are one of the trusted accounts and one of others where nothing tells more apart', () => {
    const two = [key(account, GENERIC, 'us-east-1'), key('9'.repeat(12), NINES, 'us-east-1')];
    expect(keys()).toEqual(two);
    expect(keys(on('*'))).toHaveLength(2);
    expect(keys(on('arn:aws:s3:::bucket', 'arn:aws:kms:*:*:alias/*'))).toEqual(two);
  });

  test('are of the partition', () => {
    const policies = [parsed(on('arn:aws-cn:kms:*:*:key/mrk-*'))];
    const found = representativeKeys(policies, [account], 'aws-cn').map(({ arn }) => arn);
    expect(found.every((arn) => arn.startsWith('arn:aws-cn:kms:'))).toBe(true);
    expect(found).toHaveLength(4);
  });

  test('are those of any of the policies', () => {
    const policies = [parsed(on(key(account, 'a'))), parsed(on(key(partner, 'b')))];
    const found = representativeKeys(policies, [account, partner], 'aws').map(({ arn }) => readable(arn));
    expect(found).toContain(key(account, 'a', 'a'));
    expect(found).toContain(key(partner, 'b', 'a'));
  });

  test.each<[string, readonly object[], string]>([
    ['that is named', [on(key('777788889999', 'x', 'eu-west-1'))], key('777788889999', 'x', 'eu-west-1')],
    [
      'of a trusted account that is named',
      [on(key(partner, 'x', 'eu-west-1'))],
      key(partner, 'x', 'eu-west-1'),
    ],
    ['in a Region that is named', [on(key('*', '*', 'eu-west-1'))], key(account, 'a', 'eu-west-1')],
    [
      'of others, in a Region that is named',
      [on(key('*', '*', 'eu-west-1'))],
      key('9'.repeat(12), 'a', 'eu-west-1'),
    ],
    ['whose ID a pattern asks of', [on(key('*', 'm?k-*7'))], key(account, 'mak-7', 'a')],
    ['of an account that begins so', [on(key('12*'))], key('129999999999', 'a', 'a')],
    ['of an account that ends so', [on(key('*12'))], key('999999999912', 'a', 'a')],
    ['of an account with any first digit', [on(key('?11122223333'))], key('911122223333', 'a', 'a')],
    [
      'by stars that go beyond a part of the ARN',
      [on('arn:*:777788889999:*/x')],
      key('9'.repeat(12), 'x', '777788889999'),
    ],
    ['by stars beside one another', [on(key('77778888****9999', '**x'))], key('777788889999', 'x', 'a')],
    ['by stars that stand for nothing', [on(key('*777788889999*', '*x*'))], key('777788889999', 'x', 'a')],
    [
      'by a star in place of all that follows',
      [on('arn:aws:kms:eu-west-1:*')],
      key(account, 'a', 'eu-west-1'),
    ],
    ['by question marks for the ID', [on(key('777788889999', '????'))], key('777788889999', 'aaaa', 'a')],
  ])('are among others one %s', (_, statements, arn) => {
    expect(keys(...statements)).toContain(arn);
  });

  test.each([
    ['an account is too short', key('1234')],
    ['an account is too long', key('1234567890123')],
    ['an account has letters', key('77778888999x')],
    ['an ID has letters that none has', key('777788889999', 'A_')],
    ['an ID is missing', key('777788889999', '')],
    ['a Region is missing', key('777788889999', 'x', '')],
    ['the text goes on', `${key('777788889999', 'x')}:more`],
    ['the text ends early', 'arn:aws:kms:eu-west-1:777788889999'],
    ['another service is meant', 'arn:aws:s3:*:777788889999:key/*'],
    ['it is longer than any ARN', key('777788889999', '?'.repeat(170))],
  ])('are none of a pattern where %s', (_, pattern) => {
    expect(keys(on(pattern))).toEqual(keys());
  });

  test('are of patterns as long as they may be', () => {
    const id = '?'.repeat(200 - key('777788889999', '').length);
    expect(owners(on(key('777788889999', id)))).toContain('777788889999');
    expect(owners(on(key('777788889999', `${id}?`)))).not.toContain('777788889999');
  });

  test('are of a pattern with many stars beside one another', () => {
    expect(owners(on(key('777788889999', '*'.repeat(300))))).toContain('777788889999');
  });

  test('leave one account that no list of first digits takes back', () => {
    const listed = [...'0123456789'].map((digit) => key(`${digit}*`));
    const found = owners(on('*'), { Effect: 'Deny', ...on(...listed) });
    expect(found).toContain('_'.repeat(12));
    const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
    const regions = keys(...letters.map((letter) => on(key('*', '*', `${letter}*`))));
    expect(regions).toContain(key('_'.repeat(12), '________-____-____-____-____________', '_'));
    const multi = keys(
      on(key('*', 'mrk-*')),
      ...letters.map((letter) => on(key('*', `mrk-${letter}*`), key('*', '*', `${letter}*`))),
    );
    expect(multi).toContain(key('_'.repeat(12), 'mrk-', '_'));
    expect(owners(on('*'), { Effect: 'Deny', ...on(...listed.slice(1)) })).toContain('0'.repeat(12));
  });

  test('leave a key of each trusted account that no list of first letters takes back', () => {
    const listed = [...'abcdefghijklmnopqrstuvwxyz0123456789'].map((letter) => key('*', `${letter}*`));
    const found = keys({ Effect: 'Deny', ...on(...listed) });
    expect(found).toContain(key(account, '________-____-____-____-____________', '_'));
  });

  test('are found quickly where a pattern has many stars', () => {
    expect(keys(on(`arn:aws:kms:${'*1'.repeat(80)}:x`))).toEqual(keys());
  });

  const nobody = '0'.repeat(12);
  test('are of each trusted account where it is asked whose they are', () => {
    expect(owners(ownedBy(account))).toEqual(expect.arrayContaining([account, partner, '9'.repeat(12)]));
    expect(owners(on('*'))).not.toContain(partner);
  });

  test('are of the accounts that are asked for, and of some that are not', () => {
    expect(owners(ownedBy('777788889999', '55*', 'x'))).toEqual(
      expect.arrayContaining(['777788889999', '559999999999', nobody, '_'.repeat(12)]),
    );
    expect(keys(ownedBy('777788889999'))).toContain(key('777788889999', NINES, 'us-east-1'));
    const others = {
      StringEquals: { 'aws:PrincipalAccount': '555566667777', 'aws:ResourceAccount': account },
    };
    expect(owners({ Condition: others })).not.toContain('555566667777');
    expect(owners(ownedBy('777788889999'))).not.toContain('559999999999');
  });

  test('are none of others that would be trusted', () => {
    const found = representativeKeys([parsed()], ['9'.repeat(12)], 'aws').map((each) => each.account);
    expect(found).toEqual(['9'.repeat(12), '8'.repeat(12)]);
  });
});

test.each([
  ['aws:ResourceAccount', true],
  ['AWS:resourceaccount', true],
  ['aws:PrincipalAccount', false],
])('a condition on %s asks for the owner of the key, or not', (name, asks) => {
  expect(asksForOwner({ key: name })).toBe(asks);
});

test.each<[string, boolean, boolean]>([
  ['*', true, true],
  [key('*'), true, true],
  [key(account), false, true],
  [key(account, 'mrk-*'), false, true],
  [key('1111222233??'), true, true],
  [key('777788889999'), true, false],
  [key('7*'), true, false],
  [key('${aws:PrincipalAccount}'), true, false],
  ['arn:aws:kms:*', true, true],
  [key('777788889999', 'S'), false, false],
  [key(account, 'S'), false, false],
  [key('S77788889999'), false, false],
  ['arn:aws:s3:::bucket', false, false],
  ['nothing', false, false],
  ['${aws:username}', true, false],
])('%s is about keys of others (%s), of ours (%s)', (pattern, others, ours) => {
  expect(isAboutOthers(pattern, [account], 'aws')).toBe(others);
  expect(isAboutKeysOf(pattern, [account], 'aws')).toBe(ours);
  expect(isAboutKeysOf(pattern, [], 'aws')).toBe(false);
});

test('a pattern is about keys of ours if it is about those of one of several accounts', () => {
  expect(isAboutKeysOf(key(partner), [account, partner], 'aws')).toBe(true);
  expect(isAboutOthers(key(partner), [account, partner], 'aws')).toBe(false);
  expect(isAboutKeysOf(key(account), [account], 'aws-cn')).toBe(false);
});

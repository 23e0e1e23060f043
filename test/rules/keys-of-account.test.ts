import { describe, expect, test } from '@jest/globals';
import { parseControlPolicy } from '../../shared/rules/control-policy.ts';
import { keysOfAccount } from '../../shared/rules/keys-of-account.ts';

const account = '111122223333';
const SINGLE = '1234abcd-12ab-34cd-56ef-1234567890ab';
const MULTI = 'mrk-1234abcd12ab34cd56ef1234567890ab';
const statements = (...more: readonly object[]) =>
  parseControlPolicy(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: more.map((each) => ({ Effect: 'Deny', Action: 'kms:*', ...each })),
    }),
    account,
  ).statements;
const on = (...Resource: readonly string[]) => ({ Resource });
const key = (id: string, region = '*') => `arn:aws:kms:${region}:*:key/${id}`;
const named = (id: string) => on(key(id, 'us-east-1').replace(':*:', `:${account}:`));
const inRegion = (operator: string, ...regions: readonly string[]) => ({
  Resource: '*',
  Condition: { [operator]: { 'aws:RequestedRegion': regions } },
});

const keys = (...more: readonly object[]) => keysOfAccount(statements(...more), account, 'aws') ?? [];
const ids = (...more: readonly object[]) => keys(...more).map(({ arn }) => arn.split('/')[1] ?? '');
const regions = (...more: readonly object[]) => keys(...more).map(({ region }) => region);

describe('Keys that stand for all keys of an account', () => {
  test.each([
    ['nothing is said', []],
    ['all is said of all', [on('*'), on('arn:aws:kms:*:*:key/*')]],
    ['all is said of all Regions', [inRegion('StringLike', '*')]],
    ['no key is meant', [on('arn:aws:s3:::bucket', 'arn:aws:kms:*:444455556666:key/*')]],
    [
      'keys are named that no key can be',
      ['securekey', '12345678', 'z'.repeat(36), SINGLE.replace('-1', '-x'), `${SINGLE}0`].map(named),
    ],
  ])('are one where %s', (_, more) => {
    expect(keys(...more)).toEqual([
      { arn: `arn:aws:kms:us-east-1:${account}:key/${SINGLE}`, region: 'us-east-1' },
    ]);
  });

  test('are of the partition, and of any Region that is named', () => {
    const found = (partition: string, ...more: readonly object[]) =>
      keysOfAccount(statements(...more), account, partition)?.map(({ arn }) => arn);
    expect(found('aws-cn')).toEqual([`arn:aws-cn:kms:cn-north-1:${account}:key/${SINGLE}`]);
    const west = inRegion('StringEquals', 'us-gov-west-1');
    expect(found('aws-us-gov', west)).toEqual([
      `arn:aws-us-gov:kms:us-gov-east-1:${account}:key/${SINGLE}`,
      `arn:aws-us-gov:kms:us-gov-west-1:${account}:key/${SINGLE}`,
    ]);
    expect(found('aws-iso', on('arn:aws-iso:kms:us-iso-east-1:*:key/*'))).toEqual([
      `arn:aws-iso:kms:us-east-1:${account}:key/${SINGLE}`,
      `arn:aws-iso:kms:us-iso-east-1:${account}:key/${SINGLE}`,
    ]);
  });

  test.each<[string, readonly object[], readonly string[]]>([
    ['the condition names', [inRegion('StringEquals', 'eu-west-1')], ['us-east-1', 'eu-west-1']],
    ['the condition leaves', [inRegion('StringNotEquals', 'us-east-1')], ['us-east-1', 'us-east-2']],
    ['the condition’s pattern takes in', [inRegion('StringLike', 'eu-*')], ['us-east-1', 'eu-central-1']],
    ['are not published yet', [inRegion('StringEquals', 'xx-new-10')], ['us-east-1', 'xx-new-10']],
    ['the resource names', [on('arn:aws:kms:us-west-2:*:key/*')], ['us-east-1', 'us-west-2']],
    ['the resource’s pattern takes in', [on('arn:aws:kms:sa-*')], ['us-east-1', 'sa-east-1']],
    [
      'two conditions tell apart',
      [inRegion('StringLike', 'eu-*'), inRegion('StringLike', '*-west-2')],
      ['us-east-1', 'us-west-2', 'eu-central-1', 'eu-west-2'],
    ],
    [
      'are named beside a variable, of which nothing is known',
      [inRegion('StringEquals', 'eu-west-1', '${aws:PrincipalTag/region}')],
      ['us-east-1', 'eu-west-1'],
    ],
  ])('are in the Regions that %s', (_, more, found) => {
    expect(regions(...more)).toEqual(found);
  });

  test.each([
    [
      'other conditions than those on the Region',
      { StringEquals: { 'aws:PrincipalTag/region': 'eu-west-1' } },
    ],
    [
      'regions that are none',
      { StringEquals: { 'aws:RequestedRegion': ['eu-west-1x', 'xeu', '2eu-west-1'] } },
    ],
  ])('are not told apart by %s', (_, Condition) => {
    expect(keys({ Resource: '*', Condition })).toHaveLength(1);
  });

  test('are of one Region and of many where these are told apart, by IDs as AWS writes them', () => {
    expect(ids(on(key('mrk-*')))).toEqual([SINGLE, MULTI]);
    expect(ids(on(key('????????-????-????-????-????????????')))).toEqual([SINGLE, MULTI]);
    expect(ids(on(key('????????-????-????-????-????????????'), key('mrk-*')))).toEqual([SINGLE]);
    expect(ids(on(key('?'.repeat(36))))).toEqual([SINGLE]);
  });

  test('are one that is named and one that is not, wherever it is named', () => {
    const named = key('99999999-12ab-34cd-56ef-1234567890ab', 'eu-west-1').replace(':*:', `:${account}:`);
    expect(keys(on(named)).map(({ arn }) => arn)).toEqual([
      `arn:aws:kms:us-east-1:${account}:key/${SINGLE}`,
      named,
    ]);
  });

  test.each<[string, readonly (readonly string[])[], readonly RegExp[]]>([
    ['nine patterns of ten leave', [[...'012345678'].map((digit) => key(`${digit}*`))], [/^[9a-f]/]],
    ['a pattern of many Regions’ leaves', [[key('mrk-1*'), key('????????-*')]], [/^mrk-[^1]/]],
    [
      'two patterns have in common',
      [[key('mrk-*')], [key('*7')]],
      [/^mrk-.*7$/, /^[^m].*7$/, /^mrk-.*[^7]$/],
    ],
    ['a pattern matches and a narrower one does not', [[key('1?2*')], [key('1a2*')]], [/^1[^a]2/, /^1a2/]],
    ['two in the middle have in common', [[key('*ab*')], [key('*ba*')]], [/ab.*ba|ba.*ab|aba|bab/]],
  ])('are among those that %s', (_, resources, wanted) => {
    const found = ids(...resources.map((each) => on(...each)));
    for (const each of wanted) expect(found).toContainEqual(expect.stringMatching(each));
    for (const id of found)
      expect(id).toMatch(/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/);
  });

  test('are told apart in one Region as well as in others', () => {
    const found = keys(on(key('7*', 'eu-*'))).map(({ arn }) => arn.slice(0, 50));
    expect(found).toEqual(
      [
        `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab`,
        `arn:aws:kms:eu-central-1:${account}:key/70000000-00`,
      ].map((arn) => arn.slice(0, 50)),
    );
  });

  test('are none besides where each first digit is spoken of', () => {
    const all = [...'0123456789abcdef'].map((digit) => key(`${digit}*`));
    expect(ids(on(...all, key('mrk-*')))).toHaveLength(1);
  });

  test('are not told where there is too much to tell', () => {
    const middles = [...'0123456789abcdef'].map((digit) => on(key(`*${digit}?${digit}??${digit}*`)));
    expect(keysOfAccount(statements(...middles), account, 'aws')).toBeUndefined();
  });
});

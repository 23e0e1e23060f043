import { describe, expect, test } from '@jest/globals';
import { DESTROY } from '../../shared/render/service-control-policy.ts';
import { parseControlPolicy } from '../../shared/rules/control-policy.ts';
import { effectiveControl } from '../../shared/rules/effective-control.ts';

const account = '111122223333';
const key = {
  arn: `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  region: 'eu-west-1',
};
const statement = (Effect: string, more: object) => ({ Effect, Action: 'kms:*', Resource: '*', ...more });
const allow = (more: object = {}) => statement('Allow', more);
const deny = (more: object = {}) => statement('Deny', more);
const level = (...statements: readonly object[]) => [
  {
    target: 'r-ab12',
    name: 'Keys',
    policy: parseControlPolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }), account),
  },
];
const like = (name: string | number) => ({
  Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/${name}` } },
});
const roles = (count: number) => Array.from({ length: count }, (_, at) => allow(like(at)));

const control = (...levels: readonly (readonly object[])[]) =>
  effectiveControl(
    levels.map((statements) => level(...statements)),
    { account, key, actions: DESTROY },
  );
const told = (...levels: readonly (readonly object[])[]) =>
  control(...levels)?.policy.statements.map(({ effect, actions, conditions }) => ({
    effect,
    actions: [...actions],
    values: conditions.flatMap(({ values }) => values),
  }));

describe('Policies of several levels come to one', () => {
  test('of the key, for anyone and all resources, its statements numbered', () => {
    const found = control([allow(), deny(like('A'))], [allow()]);
    expect(found?.policy).toMatchObject({ version: '2012-10-17', account, key: key.arn });
    expect(found?.policy.statements).toMatchObject([
      { index: 0, effect: 'Allow' },
      { index: 1, effect: 'Deny' },
    ]);
    for (const { principals, resources } of found?.policy.statements ?? []) {
      expect(principals).toEqual({ negated: false, any: [{ kind: 'anyone' }] });
      expect(resources).toEqual({ negated: false, any: ['*'] });
    }
    expect(found?.ways.map((way) => way.map((each) => each.statement.effect))).toEqual([['Allow', 'Allow']]);
    expect(found?.denies.map((each) => each.statement.effect)).toEqual(['Deny']);
  });

  test('that allows the actions and under the conditions of both, a shared one said once', () => {
    expect(
      told(
        [allow({ Action: 'kms:Schedule*', ...like('A') })],
        [allow({ Action: '*', ...like('A') })],
        [allow(like('B'))],
      ),
    ).toEqual([
      {
        effect: 'Allow',
        actions: ['kms:ScheduleKeyDeletion'],
        values: ['arn:aws:iam::*:role/A', 'arn:aws:iam::*:role/B'],
      },
    ]);
  });

  test('with a way for each pick of one Allow of each level', () => {
    const ways = told([allow(like('A')), allow(like('B'))], [allow(like('C')), allow(like('D'))]);
    expect(ways?.map(({ values }) => values.map((each) => each.slice(-1)).join(''))).toEqual([
      'AC',
      'AD',
      'BC',
      'BD',
    ]);
  });

  test('that allows nothing where one level does not', () => {
    expect(told([allow()], [deny(like('A'))])).toEqual([
      { effect: 'Deny', actions: [...DESTROY], values: ['arn:aws:iam::*:role/A'] },
    ]);
  });

  test('in which alike Allows are one, and one without a condition stands for all', () => {
    expect(told([allow(like('A')), allow({ ...like('A'), Sid: 'Again' })])).toHaveLength(1);
    expect(told([allow(like('A')), allow(), allow(like('B'))])).toMatchObject([{ values: [] }]);
  });

  test.each([
    ['by their actions', allow({ Action: 'kms:Schedule*' }), allow({ Action: 'kms:DeleteImported*' })],
    ['by their conditions', allow(like('A')), allow(like('B'))],
    [
      'by both, where one has no condition but not all actions',
      allow({ Action: 'kms:Schedule*' }),
      allow(like('A')),
    ],
  ])('in which Allows stay apart %s', (_, one, other) => {
    expect(told([one, other])).toHaveLength(2);
  });

  test.each([
    ['of other services', { Action: 's3:*' }],
    ['of other keys', { Resource: `arn:aws:kms:us-east-1:${account}:key/*` }],
  ])('without statements %s', (_, more) => {
    expect(told([allow(), deny(more)], [allow(more), allow(like('A'))])).toMatchObject([{ effect: 'Allow' }]);
  });

  test('where a variable in a resource counts against the account', () => {
    const open = { Resource: ['arn:aws:s3:::x', 'arn:aws:kms:*:*:key/${aws:PrincipalTag/key}'] };
    expect(told([allow(open), deny(open)])).toMatchObject([{ effect: 'Allow' }]);
  });

  test('of a hundred ways, but not of more', () => {
    expect(told(roles(10), roles(10))).toHaveLength(100);
    expect(told(roles(101))).toBeUndefined();
    expect(told(roles(11), roles(10))).toBeUndefined();
    const others = Array.from({ length: 101 }, (_, at) => allow({ Action: `s3:Get${at}*` }));
    expect(told([...others, allow()])).toHaveLength(1);
  });
});

describe('What is not open about a key', () => {
  const closed = (Condition: object) =>
    control([allow(), deny({ Condition })])
      ?.policy.statements.slice(2)
      .map(({ index, effect, actions, resources, conditions }) => ({
        index,
        effect,
        destroys: DESTROY.every((action) => actions.has(action)),
        resources: resources.any,
        conditions: conditions.map(({ operator, key: name, values }) => [operator, name, ...values]),
      }));

  test.each([
    ['its Region', 'AWS:RequestedRegion', 'aws:RequestedRegion', 'eu-west-1'],
    ['its account', 'aws:resourceACCOUNT', 'aws:ResourceAccount', account],
  ])('%s is said where it is asked for', (_, asked, name, value) => {
    expect(closed({ StringEquals: { [asked]: 'x' } })).toEqual([
      {
        index: 2,
        effect: 'Deny',
        destroys: true,
        resources: ['*'],
        conditions: [['StringNotEquals', name, value]],
      },
    ]);
  });

  test('both are said where both are asked for, among other things', () => {
    const asked = { 'aws:RequestedRegion': 'x', 'aws:ResourceAccount': 'y', 'aws:PrincipalOrgID': 'z' };
    expect(closed({ StringEquals: asked })).toMatchObject([{ index: 2 }, { index: 3 }]);
  });

  test('nothing is said where nothing is asked', () => {
    expect(closed({ StringEquals: { 'aws:PrincipalOrgID': 'z' } })).toEqual([]);
  });
});

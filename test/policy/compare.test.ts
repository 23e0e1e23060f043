import { describe, expect, test } from '@jest/globals';
import { accessGained, comparePolicies } from '../../shared/policy/compare.ts';
import { decide } from '../../shared/policy/decide.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import { DENIES_OF_PATTERNS, DENIES_OF_PIGEONS } from './too-many-cases.ts';

const APP = 'arn:aws:iam::111122223333:role/App';
const policyOf = (...Statement: object[]) =>
  parsePolicy({ Version: '2012-10-17', Statement }, { account: '111122223333' });
const allow = (AWS: string | string[], Action: string | string[], Condition?: object) => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action,
  Resource: '*',
  ...(Condition === undefined ? {} : { Condition }),
});
const relation = (baseline: object[], candidate: object[]) =>
  comparePolicies(policyOf(...baseline), policyOf(...candidate)).relation;

describe('R-COMPARE: comparePolicies', () => {
  test('order and spelling do not matter', () => {
    const root = 'arn:aws:iam::111122223333:root';
    const one = [allow([root, APP], ['kms:Encrypt', 'kms:Decrypt'])];
    expect(relation(one, [allow([APP, '111122223333'], ['kms:decrypt', 'Kms:Encrypt'])])).toBe('equivalent');
    expect(
      relation(one, [
        allow(APP, 'kms:Encrypt'),
        allow(APP, 'kms:Decrypt'),
        allow(root, ['kms:Decrypt', 'kms:Encrypt']),
      ]),
    ).toBe('equivalent');
  });

  test('a new action is wider, and its absence narrower', () => {
    const less = [allow(APP, 'kms:Decrypt')];
    const more = [allow(APP, ['kms:Decrypt', 'kms:Encrypt'])];
    expect(relation(less, more)).toBe('wider');
    expect(relation(more, less)).toBe('narrower');
  });

  test('a role shown as its unique ID after it was deleted is narrower, and gaining one is nothing', () => {
    const role = [allow(APP, 'kms:Decrypt')];
    const deleted = [allow('AROAEXAMPLEID12345678', 'kms:Decrypt')];
    expect(relation(role, deleted)).toBe('narrower');
    expect(relation([], deleted)).toBe('equivalent');
  });

  test('conditions that no request can meet give nothing', () => {
    const odd = { Null: { 'kms:ViaService': 'true' }, StringEquals: { 'kms:ViaService': 'x' } };
    expect(relation([], [allow(APP, 'kms:Decrypt', odd)])).toBe('equivalent');
  });

  test('what no request can be found for is unknown, which no caller may take for narrower', () => {
    const other = { ...allow(APP, 'kms:Decrypt'), Resource: 'arn:aws:kms:us-east-1:111122223333:key/*' };
    const { unknown } = comparePolicies(policyOf(other), policyOf(allow(APP, 'kms:Decrypt')));
    expect(unknown).toEqual([
      {
        reason: 'whether arn:aws:kms:us-east-1:111122223333:key/* is this key is not known',
        statements: [{ index: 0, effect: 'Allow' }],
      },
    ]);
  });

  test('both is incomparable', () => {
    expect(relation([allow(APP, 'kms:Decrypt')], [allow(APP, 'kms:Encrypt')])).toBe('incomparable');
  });

  test('a removed Deny is wider', () => {
    const open = allow(APP, 'kms:*');
    expect(relation([open, { ...allow(APP, 'kms:Decrypt'), Effect: 'Deny' }], [open])).toBe('wider');
  });

  test('a stranger let in is a gain, with a witness that decide confirms on both policies', () => {
    const baseline = policyOf(allow(APP, 'kms:Decrypt'));
    const candidate = policyOf(allow([APP, '444455556666'], 'kms:Decrypt'));
    const [gain] = comparePolicies(baseline, candidate).gained;
    expect(gain).toMatchObject({ action: 'kms:Decrypt', from: 'denied', to: 'delegated' });
    const request = {
      principal: gain?.principal ?? '',
      action: gain?.action ?? '',
      context: gain?.context ?? {},
    };
    expect(decide(baseline, request).decision).toBe('denied');
    expect(decide(candidate, request).decision).toBe('delegated');
  });

  test('a role in place of the account principal is a rise from delegated to allowed', () => {
    const { gained } = comparePolicies(
      policyOf(allow('111122223333', 'kms:Decrypt')),
      policyOf(allow(APP, 'kms:Decrypt')),
    );
    expect(gained).toMatchObject([{ principal: APP, from: 'delegated', to: 'allowed' }]);
  });

  test('a Deny weakened to one more endpoint is a gain through that endpoint', () => {
    const deny = (endpoints: string[]) => ({
      ...allow('*', 'kms:Decrypt', { StringNotEquals: { 'aws:sourceVpce': endpoints } }),
      Effect: 'Deny',
    });
    const open = allow(APP, 'kms:Decrypt');
    const { gained } = comparePolicies(
      policyOf(open, deny(['vpce-1'])),
      policyOf(open, deny(['vpce-1', 'vpce-2'])),
    );
    expect(gained).toMatchObject([
      { principal: APP, context: { 'aws:SourceVpce': 'vpce-2' }, to: 'allowed' },
    ]);
  });

  test('a role let in by aws:PrincipalArn is a gain that names the role as caller', () => {
    const added = allow('*', 'kms:Decrypt', {
      ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/App*' },
    });
    const { gained } = comparePolicies(policyOf(), policyOf(added));
    expect(gained).toMatchObject([
      { principal: 'arn:aws:iam::444455556666:role/AppAny', context: {}, from: 'denied', to: 'delegated' },
    ]);
  });
});

describe('R-COMPARE: two policies', () => {
  const KEY = 'arn:aws:kms:us-east-1:111122223333:key/';
  const empty = (account: string, key?: string) =>
    parsePolicy({ Statement: [] }, key === undefined ? { account } : { account, key });

  test.each([
    ['two accounts', empty('111122223333'), empty('444455556666'), '111122223333 and 444455556666'],
    ['two keys', empty('111122223333', `${KEY}1`), empty('111122223333', `${KEY}2`), `${KEY}1 and ${KEY}2`],
  ])('of %s cannot be compared', (_what, one, other, names) => {
    for (const compare of [comparePolicies, accessGained]) {
      expect(() => compare(one, other)).toThrow(
        expect.objectContaining({
          code: 'InvalidValue',
          message: `the policies are of two keys, of ${names}`,
          hint: 'Compare two policies of one key.',
        }),
      );
    }
  });

  test('of one key, or of one that may be, can be compared', () => {
    const [known, unknown] = [empty('111122223333', `${KEY}1`), empty('111122223333')];
    for (const [one, other] of [
      [known, known],
      [known, unknown],
      [unknown, known],
      [unknown, unknown],
    ] as const) {
      expect(comparePolicies(one, other).relation).toBe('equivalent');
    }
  });
});

test('what is gained is the same without what is lost', () => {
  const [before, after] = [policyOf(allow(APP, 'kms:Sign')), policyOf(allow(APP, 'kms:Decrypt'))];
  const { gained, lost } = comparePolicies(before, after);
  expect(accessGained(before, after)).toEqual({ gained, unknown: [] });
  expect([gained, lost]).toMatchObject([
    [{ principal: APP, action: 'kms:Decrypt', from: 'denied', to: 'allowed' }],
    [{ principal: APP, action: 'kms:Sign', from: 'allowed', to: 'denied' }],
  ]);
});

describe('R-UNKNOWN: where there are too many cases', () => {
  const reason = 'there are too many cases to go through';
  const tag = (values: string[]) => ({
    StringEquals: { 'aws:PrincipalTag/a': values, 'aws:PrincipalTag/b': 'x' },
  });
  const one = [
    allow([APP, '444455556666'], ['kms:Decrypt', 'kms:Encrypt'], tag(['x', 'y'])),
    { ...allow('*', 'kms:Sign'), Resource: ['a', 'b'] },
    ...DENIES_OF_PATTERNS,
  ];

  test.each<[string, object[]]>([
    ['order of statements', one.toReversed()],
    [
      'order of principals, actions and conditions, and Sids',
      [
        {
          ...allow(['444455556666', APP], ['kms:Encrypt', 'kms:Decrypt']),
          Condition: { StringEquals: { 'aws:PrincipalTag/b': 'x', 'aws:PrincipalTag/a': ['x', 'y'] } },
          Sid: 'One',
        },
        ...one.slice(1),
      ],
    ],
    ['order of resources', one.with(1, { ...allow('*', 'kms:Sign'), Resource: ['b', 'a'] })],
  ])('policies that differ in the %s are equivalent', (_what, other) => {
    const nothing = { gained: [], lost: [], unknown: [] };
    expect(comparePolicies(policyOf(...one), policyOf(...other))).toEqual({
      relation: 'equivalent',
      ...nothing,
    });
    expect(accessGained(policyOf(...one), policyOf(...other))).toMatchObject({ gained: [], unknown: [] });
  });

  test.each<[string, object[]]>([
    [
      'a principal',
      one.with(0, allow([APP, '555566667777'], ['kms:Decrypt', 'kms:Encrypt'], tag(['x', 'y']))),
    ],
    ['an action', one.with(0, allow([APP, '444455556666'], ['kms:Decrypt', 'kms:Sign'], tag(['x', 'y'])))],
    ['a resource', one.with(1, { ...allow('*', 'kms:Sign'), Resource: ['a', 'c'] })],
    ['an effect', one.with(1, { ...allow('*', 'kms:Sign'), Resource: ['a', 'b'], Effect: 'Deny' })],
    ['a value', one.with(0, allow([APP, '444455556666'], ['kms:Decrypt', 'kms:Encrypt'], tag(['x', 'z'])))],
    ['a statement', one.slice(1)],
  ])('policies that differ in %s are unknown', (_what, other) => {
    const [before, after] = [policyOf(...one), policyOf(...other)];
    const statements = after.statements.map(({ index, effect }) => ({ index, effect }));
    const unknown = [{ reason, statements }];
    expect(comparePolicies(before, after)).toEqual({ relation: 'unknown', gained: [], lost: [], unknown });
    expect(accessGained(before, after)).toMatchObject({ gained: [], unknown });
  });

  test('and so are those of two versions', () => {
    const [before, after] = ['2012-10-17', '2008-10-17'].map((Version) =>
      parsePolicy({ Version, Statement: one }, { account: '111122223333' }),
    );
    if (before === undefined || after === undefined) throw new Error('there are two');
    expect(comparePolicies(before, after).relation).toBe('unknown');
  });

  test('to be sure of what was lost, it counts as lost', () => {
    const policy = policyOf(allow(APP, 'kms:Decrypt'), ...DENIES_OF_PIGEONS);
    expect(comparePolicies(policy, policyOf())).toEqual({
      relation: 'narrower',
      gained: [],
      lost: [],
      unknown: [],
    });
    expect(comparePolicies(policyOf(), policy)).toMatchObject({
      relation: 'unknown',
      gained: [],
      unknown: [{ reason, statements: [{ index: 0, effect: 'Allow' }] }],
    });
  });
});

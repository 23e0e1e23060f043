import { describe, expect, test } from '@jest/globals';
import { hasNoPrincipals, parseControlPolicy } from '../../shared/rules/control-policy.ts';

const account = '111122223333';
const read = (document: unknown) =>
  parseControlPolicy(typeof document === 'string' ? document : JSON.stringify(document), account);
const deny = (more: object = {}) => ({ Effect: 'Deny', Action: 'kms:*', Resource: '*', ...more });
const { Action: _action, ...noAction } = deny();
const { Resource: _resource, ...noResource } = deny();
const scp = (Statement: unknown, Version: unknown = '2012-10-17') => ({ Version, Statement });

describe('A service control policy', () => {
  test('is about everyone, with one statement or a list of them', () => {
    const one = read(scp(deny({ Sid: 'Keep' })));
    expect(one.statements).toMatchObject([
      { sid: 'Keep', effect: 'Deny', principals: { any: [{ kind: 'anyone' }] } },
    ]);
    expect(read(scp([deny({ Sid: 'Keep' })])).statements).toEqual(one.statements);
  });

  test('has its account for that of the caller and that of the key, however these are spelt', () => {
    const [statement] = read(
      scp(
        deny({
          Resource: 'arn:aws:kms:*:${AWS:ResourceAccount}:key/*',
          Condition: {
            ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::${aws:PrincipalAccount}:role/${aws:username}' },
          },
        }),
      ),
    ).statements;
    expect(statement?.resources.any).toEqual([`arn:aws:kms:*:${account}:key/*`]);
    expect(statement?.conditions[0]?.values).toEqual([`arn:aws:iam::${account}:role/\${aws:username}`]);
  });

  test.each([
    ['*', { Action: '*' }],
    ['*:* alone', { Action: '*:*' }],
    ['*:* in a list', { Action: ['s3:*', '*:*'] }],
  ])('names every action by %s', (_, action) => {
    const whole = read(scp(deny())).statements[0]?.actions;
    expect(read(scp({ ...noAction, ...action })).statements[0]?.actions).toEqual(whole);
  });

  test('may name actions and resources by those that it leaves out', () => {
    expect(read(scp({ ...noAction, NotAction: '*:*' })).statements[0]?.actions.size).toBe(0);
    expect(read(scp({ ...noAction, NotAction: 's3:*' })).statements[0]?.actions.size).toBeGreaterThan(0);
    const spared = read(scp({ ...noResource, NotResource: 'arn:aws:kms:*:*:key/mrk-*' }));
    expect(spared.statements[0]?.resources.negated).toBe(true);
  });

  test('may be larger than a key policy, but not of any size', () => {
    const padded = (size: number) => JSON.stringify(scp(deny())).padEnd(size);
    expect(read(padded(60_000)).statements).toHaveLength(1);
    const many = Array.from({ length: 700 }, (_, at) => deny({ Sid: `S${at}`.padEnd(60, 'x') }));
    expect(read(scp(many.slice(0, 350))).statements).toHaveLength(350);
    expect(() => read(scp(many))).toThrow(expect.objectContaining({ code: 'TooLarge' }));
  });

  const place = (Statement: unknown) => read(scp(Statement));
  test.each<[string, () => unknown, object]>([
    ['no JSON', () => read('{'), { code: 'InvalidJson', path: '$', message: '$: the SCP is not valid JSON' }],
    ['no object', () => read([deny()]), { code: 'InvalidShape', path: '$' }],
    ['nothing', () => read('null'), { code: 'InvalidShape', path: '$' }],
    ['a text', () => read('"deny"'), { code: 'InvalidShape', path: '$' }],
    ['without a version', () => read({ Statement: [deny()] }), { code: 'InvalidValue', path: '$.Version' }],
    [
      'of the older version',
      () => read(scp([deny()], '2008-10-17')),
      { code: 'InvalidValue', path: '$.Version' },
    ],
    [
      'with a key twice',
      () =>
        read(
          `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Effect": "Allow", "Action": "kms:*", "Resource": "*" }] }`,
        ),
      { code: 'DuplicateKey', path: '$.Statement[0].Effect' },
    ],
    ['nested without end', () => read(`${'['.repeat(5_000)}${']'.repeat(5_000)}`), { code: 'InvalidShape' }],
    ['with a statement that is a text', () => place([deny(), 'Deny']), { path: '$.Statement[1]' }],
    [
      'with a principal',
      () => place(deny({ Principal: '*' })),
      {
        code: 'InvalidShape',
        path: '$.Statement.Principal',
        message: expect.stringContaining('an SCP has no Principal'),
      },
    ],
    [
      'with a principal in a list',
      () => place([deny(), deny({ NotPrincipal: '*' })]),
      { path: '$.Statement[1].NotPrincipal', message: expect.stringContaining('an SCP has no NotPrincipal') },
    ],
    [
      'without actions',
      () => place([noAction]),
      {
        code: 'InvalidShape',
        path: '$.Statement[0]',
        message: '$.Statement[0]: the statement has no Action',
        hint: 'Add "Action".',
      },
    ],
    [
      'without resources',
      () => place([noResource]),
      {
        path: '$.Statement[0]',
        message: '$.Statement[0]: the statement has no Resource',
        hint: 'Add "Resource".',
      },
    ],
  ])('is none: %s', (_, reading, error) => {
    expect(reading).toThrow(expect.objectContaining(error));
  });
});

test.each([
  ['one statement without', scp(deny()), true],
  ['two statements without', scp([deny(), deny()]), true],
  ['one statement with', scp([deny(), deny({ Principal: '*' })]), false],
  ['one that leaves some out', scp(deny({ NotPrincipal: '*' })), false],
  ['no statements', scp([]), false],
  ['statements that are none', scp(['Deny', null, [deny()]]), false],
  ['a statement without beside one that is none', scp([deny(), 'Deny', null]), true],
  ['what is no statement', scp('Deny'), false],
  ['a list', [deny()], false],
  ['nothing', null, false],
  ['a text', 'Deny', false],
])('a document has no principals, or has: %s', (_, document, none) => {
  expect(hasNoPrincipals(document)).toBe(none);
});

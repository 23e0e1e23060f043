import { describe, expect, test } from '@jest/globals';
import { KEY_ACTIONS } from '../../shared/policy/actions.ts';
import { type KeyPlace, parsePolicy, parsePolicyWithNotes } from '../../shared/policy/parse.ts';

const WHERE = { account: '111122223333' };
const STATEMENT = { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };
const MALFORMED = 'MalformedPolicyDocumentException';

const refusal = (source: string | object, where: KeyPlace = WHERE) => {
  try {
    parsePolicy(source, where);
    return undefined;
  } catch (error) {
    return error;
  }
};
const without = (name: keyof typeof STATEMENT) => {
  const { [name]: _, ...rest } = STATEMENT;
  return rest;
};

test('a policy is read as it stands', () => {
  const key = 'arn:aws:kms:us-east-1:111122223333:key/1234';
  const Statement = [
    { ...STATEMENT, Sid: 'One' },
    { ...without('Resource'), Effect: 'Deny', NotResource: ['a', 'b'] },
  ];
  const same = { principals: { negated: false, any: [{ kind: 'anyone' }] }, conditions: [] };
  const actions = new Set(['kms:Decrypt']);
  const statements = [
    { index: 0, sid: 'One', effect: 'Allow', actions, resources: { negated: false, any: ['*'] }, ...same },
    { index: 1, effect: 'Deny', actions, resources: { negated: true, any: ['a', 'b'] }, ...same },
  ];
  expect(
    parsePolicyWithNotes({ Version: '2012-10-17', Id: 'x', Statement }, { ...WHERE, key }),
  ).toStrictEqual({
    policy: { version: '2012-10-17', statements, account: '111122223333', key },
    notes: [],
  });
  expect(parsePolicy({ Statement: [] }, WHERE)).toStrictEqual({
    version: '2008-10-17',
    statements: [],
    account: '111122223333',
  });
});

test('NotPrincipal and NotAction are the rest', () => {
  const fields = { Effect: 'Deny', Resource: '*', NotPrincipal: { AWS: '111122223333' } };
  const [statement] = parsePolicy(
    { Statement: { ...fields, NotAction: ['kms:D*', 'kms:X'] } },
    WHERE,
  ).statements;
  expect(statement?.principals.negated).toBe(true);
  const rest = [...KEY_ACTIONS].filter((action) => !action.startsWith('kms:D'));
  expect(statement?.actions).toEqual(new Set(rest));
  expect(rest).toHaveLength(38);
});

describe('R-SHAPE: what is no policy', () => {
  const FIELDS = 'Version, Id, Statement';
  test.each<[string, object | string, object]>([
    ['a list', [], { path: '$', message: '$: a policy must be an object' }],
    ['text of a string', '"x"', { path: '$', line: 1, column: 1 }],
    ['text of nothing', ' null', { path: '$', line: 1, column: 2 }],
    [
      'an element of another name',
      { Statements: [] },
      {
        path: '$.Statements',
        message: '$.Statements: a policy has no element "Statements"',
        hint: `Remove it, or use one of ${FIELDS}.`,
      },
    ],
    ['no statement', { Version: '2012-10-17' }, { path: '$', message: '$: the policy has no Statement' }],
    ['an Id that is no string', { Id: 7, Statement: [] }, { path: '$.Id' }],
    ['a version as a number', { Version: 2012, Statement: [] }, { code: 'InvalidValue', path: '$.Version' }],
    ['a statement that is none', { Statement: 'x' }, { path: '$.Statement' }],
    ['null among statements', { Statement: [STATEMENT, null] }, { path: '$.Statement[1]' }],
    [
      'a Sid that is no string',
      { Statement: [{ ...STATEMENT, Sid: 7 }] },
      { path: '$.Statement[0].Sid', message: '$.Statement[0].Sid: Sid must be a string' },
    ],
    ['no effect', { Statement: [without('Effect')] }, { code: 'InvalidValue', path: '$.Statement[0]' }],
    [
      'another effect',
      { Statement: { ...STATEMENT, Effect: 'allow' } },
      { code: 'InvalidValue', path: '$.Statement.Effect' },
    ],
    [
      'no principal',
      { Statement: without('Principal') },
      { path: '$.Statement', message: '$.Statement: the statement names no principal' },
    ],
    [
      'Principal and NotPrincipal',
      { Statement: { ...STATEMENT, NotPrincipal: '*' } },
      { path: '$.Statement.NotPrincipal', message: expect.stringContaining('Principal and NotPrincipal') },
    ],
    [
      'Resource and NotResource',
      { Statement: { ...STATEMENT, NotResource: '*' } },
      { path: '$.Statement.NotResource' },
    ],
    ['an empty list', { Statement: { ...STATEMENT, Action: [] } }, { path: '$.Statement.Action' }],
    ['an object for actions', { Statement: { ...STATEMENT, Action: {} } }, { path: '$.Statement.Action' }],
    [
      'a number among actions',
      { Statement: { ...STATEMENT, Action: ['kms:*', 7] } },
      { path: '$.Statement.Action[1]' },
    ],
    [
      'a boolean for a resource',
      { Statement: { ...STATEMENT, Resource: true } },
      { path: '$.Statement.Resource' },
    ],
  ])('%s', (_what, source, error) => {
    expect(refusal(source)).toMatchObject({ code: 'InvalidShape', answer: MALFORMED, ...error });
  });

  test.each([
    '',
    'Decrypt',
    'kms:',
    ':Decrypt',
    ' kms:Decrypt',
    'kms:Decrypt ',
    'kms:De-crypt',
    'k*:Decrypt',
  ])('the action %j', (action) => {
    expect(refusal({ Statement: { ...without('Action'), NotAction: ['*', action] } })).toMatchObject({
      code: 'InvalidAction',
      path: '$.Statement.NotAction',
      message: `$.Statement.NotAction: "${action}" is no action`,
      answer: MALFORMED,
    });
  });

  test.each(['', '11112222333', '1111222233334', 'x111122223333'])(
    'a policy of the account %j',
    (account) => {
      expect(refusal({ Statement: [] }, { account })).toMatchObject({
        code: 'InvalidValue',
        message: `"${account}" is no account ID`,
      });
    },
  );
});

test('an error is placed in a text, and has no line in an object', () => {
  const statement = { ...STATEMENT, Effect: 'allow' };
  expect(refusal({ Statement: statement })).toMatchObject({ line: undefined, column: undefined });
  expect(refusal(`{"Statement":\n${JSON.stringify(statement)}}`)).toMatchObject({
    name: 'PolicyError',
    message: '$.Statement.Effect: Effect must be "Allow" or "Deny"',
    hint: 'Spell it so: capitals count.',
    line: 2,
    column: 11,
  });
});

test('what is likely a mistake is noted', () => {
  const { notes } = parsePolicyWithNotes(
    {
      Statement: [
        { ...STATEMENT, Action: ['kms:Decript', 'kms:createkey', 'kms:Decrypt', 's3:*', 'kms:*'] },
        without('Action'),
        without('Resource'),
      ],
    },
    WHERE,
  );
  const path = '$.Statement[0].Action';
  expect(notes).toEqual([
    { path, message: '"kms:Decript" is no published KMS action and has no effect' },
    { path, message: 'no key policy can grant kms:CreateKey: it is not on a key' },
    { path, message: '"s3:*" is no published KMS action and has no effect' },
    { path: '$.Statement[1]', message: 'the statement names no action and has no effect', answer: MALFORMED },
    {
      path: '$.Statement[2]',
      message: 'the statement names no resource and has no effect',
      answer: MALFORMED,
    },
  ]);
});

test('a statement without resources is about no key, and one without actions about none', () => {
  const policy = parsePolicy({ Statement: [without('Resource'), without('Action')] }, WHERE);
  expect(policy.statements[0]?.resources).toEqual({ negated: false, any: [] });
  expect(policy.statements[1]?.actions.size).toBe(0);
});

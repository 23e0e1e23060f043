import { describe, expect, test } from '@jest/globals';
import { parsePolicyWithNotes } from '../../shared/policy/parse.ts';
import type { Operator } from '../../shared/policy/policy.ts';

const read = (Condition: unknown) => {
  const fields = { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*', Condition };
  const { policy, notes } = parsePolicyWithNotes({ Statement: fields }, { account: '111122223333' });
  return { conditions: policy.statements[0]?.conditions, notes };
};
const refusal = (Condition: unknown) => {
  try {
    read(Condition);
    return undefined;
  } catch (error) {
    return error;
  }
};

const ORDERS = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];

describe('R-VALUES: condition operators', () => {
  test.each<[string, string]>([
    ['StringEquals StringNotEquals StringEqualsIgnoreCase StringNotEqualsIgnoreCase', 'x'],
    ['StringLike StringNotLike ArnEquals ArnNotEquals ArnLike ArnNotLike', 'arn:aws:sns:*'],
    [ORDERS.map((order) => `Numeric${order}`).join(' '), '7'],
    [ORDERS.map((order) => `Date${order}`).join(' '), '2026-11-02'],
    ['IpAddress NotIpAddress', '10.0.0.0/8'],
    ['Bool Null', 'true'],
    ['BinaryEquals', 'QQ=='],
  ])('%s are known, in any case', (names, value) => {
    for (const name of names.split(' ') as Operator[]) {
      for (const spelled of [name, name.toLowerCase(), name.toUpperCase()]) {
        expect(read({ [spelled]: { 'aws:SourceVpc': value } }).conditions).toStrictEqual([
          { operator: name, ifExists: false, key: 'aws:SourceVpc', values: [value] },
        ]);
      }
    }
  });

  test.each([
    ['ForAllValues:StringLike', { operator: 'StringLike', ifExists: false, quantifier: 'ForAllValues' }],
    ['foranyvalue:boolifexists', { operator: 'Bool', ifExists: true, quantifier: 'ForAnyValue' }],
    ['FORALLVALUES:NULL', { operator: 'Null', ifExists: false, quantifier: 'ForAllValues' }],
    ['ArnLikeIfExists', { operator: 'ArnLike', ifExists: true }],
  ])('%s is qualified', (name, qualified) => {
    expect(read({ [name]: { 'aws:TagKeys': 'true' } }).conditions).toStrictEqual([
      { ...qualified, key: 'aws:TagKeys', values: ['true'] },
    ]);
  });

  test.each([
    'StringMatches',
    'String',
    'IfExists',
    'IfExistsBool',
    'BoolIfExistsIfExists',
    'NullIfExists',
    'nullifexists',
    'ForSomeValues:Bool',
    'ForAllValues:',
    'For:ForAllValues:Bool',
    'Bool ',
    ' Bool',
    '',
  ])('"%s" is none', (name) => {
    expect(refusal({ [name]: { 'aws:SourceVpc': 'true' } })).toMatchObject({
      code: 'InvalidOperator',
      message: expect.stringContaining(`"${name}" is no condition operator`),
    });
  });
});

describe('R-VALUES: condition keys', () => {
  test('are spelled as published, and noted where they are not published', () => {
    const { conditions, notes } = read({ Bool: { 'AWS:securetransport': true, 'Aws:Foo.bar-1': [false] } });
    expect(conditions?.map(({ key }) => key)).toEqual(['aws:SecureTransport', 'Aws:Foo.bar-1']);
    expect(notes).toEqual([
      {
        path: '$.Statement.Condition.Bool["Aws:Foo.bar-1"]',
        message: expect.stringContaining('"Aws:Foo.bar-1" is not published for KMS'),
      },
    ]);
  });

  test.each(['SourceVpc', 'aws:', ':SourceVpc', ' aws:SourceVpc', 'aws SourceVpc:x', 'aws:Source\nVpc', ''])(
    '%j is none',
    (key) => {
      expect(refusal({ StringEquals: { [key]: 'x' } })).toMatchObject({
        code: 'InvalidValue',
        message: expect.stringContaining(`"${key}" is no condition key`),
        answer: 'MalformedPolicyDocumentException',
      });
    },
  );

  test('are there twice in different spelling, of the operator too', () => {
    const tag = 'aws:PrincipalTag/team';
    expect(
      refusal({ StringLike: { [tag]: 'a' }, STRINGLIKE: { 'AWS:principaltag/TEAM': 'b' } }),
    ).toMatchObject({
      code: 'DuplicateKey',
      path: '$.Statement.Condition.STRINGLIKE["AWS:principaltag/TEAM"]',
      message: expect.stringContaining('STRINGLIKE on AWS:principaltag/TEAM is there twice'),
    });
    expect(refusal({ StringLike: { [tag]: 'a' }, StringEquals: { [tag]: 'b' } })).toBeUndefined();
  });

  test('of straße and strasse are two', () => {
    const of = { 'aws:PrincipalTag/straße': 'a', 'aws:PrincipalTag/strasse': 'b' };
    expect(read({ StringLike: of }).conditions).toHaveLength(2);
  });
});

describe('R-VALUES: condition values', () => {
  test('are strings, numbers and booleans, one or several', () => {
    const values = ['a', true, false, 7, -0.5, Number.MAX_SAFE_INTEGER, '9'.repeat(30)];
    expect(read({ StringEquals: { 'aws:SourceVpc': values } }).conditions?.[0]?.values).toEqual([
      'a',
      'true',
      'false',
      '7',
      '-0.5',
      '9007199254740991',
      '9'.repeat(30),
    ]);
    expect(read({ StringEquals: { 'aws:SourceVpc': [] } }).conditions?.[0]?.values).toEqual([]);
  });

  test.each([[null], [{}], [['a']]])('%j is none', (value) => {
    for (const given of [value, ['a', value]]) {
      if (Array.isArray(value) && given === value) continue;
      expect(refusal({ StringEquals: { 'aws:SourceVpc': given } })).toMatchObject({
        code: 'InvalidShape',
        path: '$.Statement.Condition.StringEquals["aws:SourceVpc"]',
        message: expect.stringContaining('a condition value must be a string, number or boolean'),
      });
    }
  });

  test.each([2 ** 53, -(2 ** 53), 1e300])('the number %d cannot be kept exactly', (value) => {
    expect(refusal({ StringEquals: { 'aws:SourceVpc': value } })).toMatchObject({
      code: 'InvalidValue',
      message: expect.stringContaining('cannot be kept exactly'),
    });
  });

  test('are of the type of their operator', () => {
    expect(refusal({ Bool: { 'aws:SecureTransport': ['true', 'yes'] } })).toMatchObject({
      code: 'InvalidValue',
      message: expect.stringContaining('"yes" is no value for Bool'),
    });
  });

  test.each<[unknown, string]>([
    [['x'], '$.Statement.Condition'],
    ['x', '$.Statement.Condition'],
    [null, '$.Statement.Condition'],
    [{ Bool: 'x' }, '$.Statement.Condition.Bool'],
    [{ Bool: null }, '$.Statement.Condition.Bool'],
    [{ 'ForAnyValue:Bool': [] }, '$.Statement.Condition["ForAnyValue:Bool"]'],
  ])('%j is no condition', (condition, path) => {
    expect(refusal(condition)).toMatchObject({
      code: 'InvalidShape',
      path,
      message: expect.stringContaining('must be an object'),
    });
  });
});

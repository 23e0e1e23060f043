import { describe, expect, test } from '@jest/globals';
import { comparePolicies } from '../../../shared/policy/compare.ts';
import { parsePolicy } from '../../../shared/policy/parse.ts';

const OWN = '111122223333';
const APP = `arn:aws:iam::${OWN}:role/App`;
const TAG = 'aws:PrincipalTag/team';
const CONTEXT = 'kms:EncryptionContext:team';
const KEYS = 'kms:EncryptionContextKeys';

const allow = (AWS: string | string[], Condition: object) => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition,
});
const compare = (version: string, ...Statement: object[]) =>
  comparePolicies(
    parsePolicy({ Version: version, Statement: [] }, { account: OWN }),
    parsePolicy({ Version: version, Statement }, { account: OWN }),
  );
const gainOf = (condition: object, AWS: string | string[] = APP) =>
  compare('2012-10-17', allow(AWS, condition)).gained[0];
const contextOf = (condition: object) => gainOf(condition)?.context;

describe('R-COMPARE: the request that shows a gain', () => {
  test('carries no more than it must', () => {
    expect(contextOf({ StringEqualsIfExists: { [TAG]: 'a' }, StringEquals: { [CONTEXT]: 'b' } })).toEqual({
      [CONTEXT]: 'b',
    });
  });

  test('carries as many values as it takes to meet all conditions', () => {
    const any = { 'ForAnyValue:StringEquals': { [KEYS]: 'a' }, 'ForAnyValue:StringLike': { [KEYS]: 'b*' } };
    expect(contextOf(any)).toEqual({ [KEYS]: ['a', 'bany'] });
  });

  test('carries a value that a condition on all values admits', () => {
    const all = { 'ForAllValues:StringEquals': { [KEYS]: ['b', 'c'] }, StringEquals: { [KEYS]: ['a', 'c'] } };
    expect(contextOf(all)).toEqual({ [KEYS]: 'c' });
  });

  test("carries the role's ARN for a session, whose own ARN does not tell the role's path", () => {
    const role = `arn:aws:iam::${OWN}:role/team/App`;
    const session = `arn:aws:sts::${OWN}:assumed-role/App/alice`;
    const statements = [
      allow(role, { StringEquals: { [TAG]: 'none' } }),
      allow(session, { ArnEquals: { 'aws:PrincipalArn': role } }),
    ];
    expect(compare('2012-10-17', ...statements).gained).toContainEqual(
      expect.objectContaining({ principal: session, context: { 'aws:PrincipalArn': role } }),
    );
  });
});

describe('R-VARIABLE: the request that shows a gain under a variable', () => {
  test.each<[string, object, object]>([
    [
      'fills in what the variable is compared with',
      { StringEquals: { [CONTEXT]: `\${${TAG}}` } },
      { [CONTEXT]: 'other', [TAG]: 'other' },
    ],
    [
      'fills in a value that another condition asks for',
      { StringEquals: { [CONTEXT]: `\${${TAG}}`, [TAG]: 'blue' } },
      { [CONTEXT]: 'blue', [TAG]: 'blue' },
    ],
    [
      'fills in any text where the variable is a part of the value',
      { StringLike: { [CONTEXT]: `\${${TAG}}/\${aws:SourceIdentity}` } },
      { [CONTEXT]: 'x/x', [TAG]: 'x', 'aws:SourceIdentity': 'x' },
    ],
    [
      'fills in what the type of the variable can hold',
      {
        ArnLike: {
          'aws:SourceArn': 'arn:aws:s3:::${aws:SecureTransport}-${aws:SourceIp}-${aws:CurrentTime}',
        },
      },
      {
        'aws:SourceArn': 'arn:aws:s3:::true-203.0.113.1-2027-01-01T00:00:00Z',
        'aws:SecureTransport': 'true',
        'aws:SourceIp': '203.0.113.1',
        'aws:CurrentTime': '2027-01-01T00:00:00Z',
      },
    ],
    [
      'fills in a number and an ARN',
      { StringEquals: { [CONTEXT]: '${aws:MultiFactorAuthAge} ${aws:SourceVpcArn}' } },
      {
        [CONTEXT]: '1 arn:aws:iam::111122223333:role/x',
        'aws:MultiFactorAuthAge': '1',
        'aws:SourceVpcArn': 'arn:aws:iam::111122223333:role/x',
      },
    ],
    [
      'does not compare a date with a text',
      { StringEquals: { [CONTEXT]: '${aws:CurrentTime}' } },
      { [CONTEXT]: '2027-01-01T00:00:00Z', 'aws:CurrentTime': '2027-01-01T00:00:00Z' },
    ],
    [
      'leaves the variable to its default',
      { StringEquals: { [CONTEXT]: `\${${TAG}, 'red'}` } },
      { [CONTEXT]: 'red' },
    ],
    ['leaves out the key of a negated operator', { StringNotEquals: { [CONTEXT]: `\${${TAG}}` } }, {}],
    [
      'takes one of the values that holds no variable',
      { StringEquals: { [CONTEXT]: ['plain', `\${${TAG}}`], [TAG]: 'blue' } },
      { [CONTEXT]: 'blue', [TAG]: 'blue' },
    ],
    [
      'compares other keys as numbers',
      { StringEquals: { [CONTEXT]: `\${${TAG}}` }, NumericEquals: { [TAG]: '3' } },
      { [CONTEXT]: '3', [TAG]: '3' },
    ],
  ])('%s', (_name, condition, expected) => {
    expect(contextOf(condition)).toEqual(expected);
  });

  test('takes the name that follows from the caller, and a caller that has one', () => {
    const own = { StringEquals: { [CONTEXT]: '${aws:username}' } };
    const bob = `arn:aws:iam::${OWN}:user/bob`;
    expect(gainOf(own, [APP, bob])).toMatchObject({ principal: bob, context: { [CONTEXT]: 'bob' } });
    expect(gainOf(own)).toBeUndefined();
  });

  test('gives the variable the value that follows from the caller', () => {
    const own = { StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } };
    expect(contextOf(own)).toEqual({ 'aws:ResourceAccount': OWN });
  });

  test('does not change what follows from the caller', () => {
    const other = { StringEquals: { 'aws:PrincipalAccount': '4${aws:ResourceAccount}' } };
    expect(compare('2012-10-17', allow(APP, other))).toMatchObject({
      relation: 'unknown',
      unknown: [
        {
          reason:
            'the condition on aws:PrincipalAccount depends on a policy variable (4${aws:ResourceAccount})',
          statements: [{ index: 0 }],
        },
      ],
    });
  });

  test('is none where the action cannot carry the variable', () => {
    const period = { StringEquals: { [CONTEXT]: '${kms:RotationPeriodInDays}' } };
    expect(compare('2012-10-17', allow(APP, period)).relation).toBe('unknown');
  });

  test('takes a variable for text in version 2008-10-17', () => {
    const text = { StringEquals: { [CONTEXT]: `\${${TAG}}` } };
    expect(compare('2008-10-17', allow(APP, text)).gained).toMatchObject([
      { context: { [CONTEXT]: `\${${TAG}}` } },
    ]);
  });
});

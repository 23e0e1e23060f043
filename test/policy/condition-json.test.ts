import { expect, test } from '@jest/globals';
import { conditionOn, every } from '../../shared/policy/condition-json.ts';
import { PolicyError } from '../../shared/policy/policy-error.ts';

test.each<[string, string[], object]>([
  ['aws:SourceVpc', ['vpc-1', 'vpc-2'], { StringEquals: { 'aws:SourceVpc': ['vpc-1', 'vpc-2'] } }],
  ['aws:PrincipalTag/team', ['pay*', 'x'], { StringLike: { 'aws:PrincipalTag/team': ['pay*', 'x'] } }],
  ['aws:PrincipalTag/team', ['pa?'], { StringLike: { 'aws:PrincipalTag/team': ['pa?'] } }],
  ['aws:PrincipalTag/team', ['*'], { StringLike: { 'aws:PrincipalTag/team': ['*'] } }],
  ['aws:Unpublished', ['x'], { StringEquals: { 'aws:Unpublished': ['x'] } }],
  ['aws:PrincipalOrgPaths', ['o-a/*'], { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-a/*'] } }],
  ['aws:CalledVia', ['x'], { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['x'] } }],
  ['aws:SourceArn', ['arn:aws:s3:::b'], { ArnLike: { 'aws:SourceArn': ['arn:aws:s3:::b'] } }],
  ['aws:MultiFactorAuthPresent', ['true'], { Bool: { 'aws:MultiFactorAuthPresent': ['true'] } }],
  ['aws:MultiFactorAuthAge', ['60'], { NumericEquals: { 'aws:MultiFactorAuthAge': ['60'] } }],
  ['aws:MultiFactorAuthAge', ['*'], { Null: { 'aws:MultiFactorAuthAge': ['false'] } }],
  ['aws:SourceIp', ['10.0.0.0/8'], { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8'] } }],
  ['aws:TokenIssueTime', ['2026-01-01'], { DateEquals: { 'aws:TokenIssueTime': ['2026-01-01'] } }],
])('a condition on %s with %j is written with the operator for its type', (key, values, condition) => {
  expect(conditionOn(key, values)).toEqual(condition);
});

test('conditions are put together, those of one operator under it', () => {
  const [one, two] = [conditionOn('aws:SourceVpc', ['vpc-1']), conditionOn('aws:PrincipalTag/t', ['x'])];
  expect(every(one, {}, two, { Bool: { 'aws:ViaAWSService': 'true' } })).toEqual({
    StringEquals: { 'aws:SourceVpc': ['vpc-1'], 'aws:PrincipalTag/t': ['x'] },
    Bool: { 'aws:ViaAWSService': 'true' },
  });
});

test('conditions on one key are both kept, unless they are the same', () => {
  const [one, two] = [conditionOn('aws:SourceVpc', ['vpc-1']), conditionOn('aws:SourceVpc', ['vpc-2'])];
  expect(every(one, two)).toEqual({
    StringEquals: { 'aws:SourceVpc': ['vpc-1'] },
    'ForAnyValue:StringEquals': { 'aws:SourceVpc': ['vpc-2'] },
  });
  expect(every(one, one)).toEqual(one);
});

test('the second of a key that is spelled otherwise is a second one', () => {
  const [one, two] = [{ ArnLike: { 'aws:principalarn': ['a'] } }, { ArnLike: { 'aws:PrincipalArn': ['b'] } }];
  expect(every(one, two, two)).toEqual({
    ArnLike: { 'aws:principalarn': ['a'] },
    'ForAnyValue:ArnLike': { 'aws:PrincipalArn': ['b'] },
  });
  expect(every(one, { ArnLike: { 'aws:PrincipalArn': ['a'] } })).toEqual(one);
});

test('what a negated operator keeps out is kept out together', () => {
  const [one, two] = [
    { ArnNotLike: { 'aws:principalarn': 'a' } },
    { ArnNotLike: { 'aws:PrincipalArn': ['a', 'b'] } },
  ];
  expect(every(one, two)).toEqual({ ArnNotLike: { 'aws:principalarn': ['a', 'b'] } });
});

test('a list of what a negated operator keeps out stays as it is, alone', () => {
  expect(every({ NotIpAddress: { 'aws:SourceIp': 'a' } })).toEqual({
    NotIpAddress: { 'aws:SourceIp': ['a'] },
  });
});

test.each(['StringNotEquals', 'ArnNotLikeIfExists', 'NumericNotEquals', 'DateNotEquals', 'NotIpAddress'])(
  '%s of another value joins the values, and under ForAnyValue it does not',
  (operator) => {
    const [one, two] = ['a', 'b'].map((value) => ({ [operator]: { 'aws:TagKeys': [value] } }));
    expect(every(one ?? {}, two ?? {})).toEqual({ [operator]: { 'aws:TagKeys': ['a', 'b'] } });
    const quantified = ['a', 'b'].map((value) => ({
      [`ForAnyValue:${operator}`]: { 'aws:TagKeys': [value] },
    }));
    expect(() => every(...quantified)).toThrow(PolicyError);
    expect(every(...quantified.slice(1))).toEqual(quantified[1]);
  },
);

test.each([
  ['a third set of values', 'StringEquals', ['x', 'y', 'z']],
  ['a second one that is already of any value', 'ForAnyValue:StringLike', ['x', 'y']],
])('%s has no operator left', (_, operator, values) => {
  const asked = values.map((value) => ({ [operator]: { 'aws:CalledVia': [value] } }));
  expect(() => every(...asked)).toThrow(
    expect.objectContaining({
      code: 'InvalidValue',
      message: expect.stringContaining(`aws:CalledVia for so many sets of values by ${operator}`),
    }),
  );
});

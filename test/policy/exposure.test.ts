import { describe, expect, test } from '@jest/globals';
import { outsiders } from '../../shared/policy/exposure.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';

const OPEN = { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };

const exposed = (...Statement: object[]) =>
  outsiders(parsePolicy({ Version: '2012-10-17', Statement }, { account: '111122223333' }), {
    accounts: ['222233334444'],
  });

describe('R-PUBLIC: a statement for anyone is public', () => {
  test.each<[string, object]>([
    ['without conditions', {}],
    ['limited by kms:ViaService alone', { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }],
    ['where the account is a wildcard', { StringLike: { 'kms:CallerAccount': '*' } }],
    ['where the account is a variable', { StringEquals: { 'kms:CallerAccount': `\${aws:ResourceAccount}` } }],
    [
      'where the condition holds without the key',
      { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-example' } },
    ],
    [
      'where the set may be empty',
      { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgPaths': 'o-example/' } },
    ],
    ['where the condition is negated', { StringNotEquals: { 'kms:CallerAccount': '444455556666' } }],
    ['where the ARN has no fixed account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/App' } }],
    ['for half of the internet', { IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } }],
    ['for every AWS service', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }],
  ])('%s', (_name, Condition) => {
    expect(exposed({ ...OPEN, Condition })).toMatchObject([{ anyone: true }]);
  });

  test('when it says so by NotPrincipal', () => {
    const { Principal: _, ...rest } = OPEN;
    expect(exposed({ ...rest, NotPrincipal: { AWS: '444455556666' } })).toMatchObject([{ anyone: true }]);
  });
});

describe('R-PUBLIC: a statement for anyone is not public', () => {
  test.each<[string, object]>([
    ['within an organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } }],
    ['through one VPC endpoint', { StringEquals: { 'aws:sourceVpce': 'vpce-1' } }],
    ['from a narrow range of addresses', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }],
  ])('%s, but it lets outsiders in', (_name, Condition) => {
    expect(exposed({ ...OPEN, Condition })).toMatchObject([{ anyone: false, accounts: [] }]);
  });

  test.each<[string, object]>([
    ['in the own account', { StringEquals: { 'kms:CallerAccount': '111122223333' } }],
    ['in a trusted account', { StringEquals: { 'aws:SourceAccount': '222233334444' } }],
    [
      'for roles of the own account',
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/guard/*' } },
    ],
  ])('%s, and lets no outsider in', (_name, Condition) => {
    expect(exposed({ ...OPEN, Condition })).toEqual([]);
  });

  test('when a Deny leaves one account alone', () => {
    const Condition = { StringNotEquals: { 'kms:CallerAccount': '111122223333' } };
    expect(exposed(OPEN, { ...OPEN, Effect: 'Deny', Action: 'kms:*', Condition })).toEqual([]);
    expect(exposed(OPEN, { ...OPEN, Effect: 'Deny', Action: 'kms:Encrypt', Condition })).toHaveLength(1);
  });
});

describe('R-PUBLIC: outsiders', () => {
  test('names the outside accounts a statement lists, and not the trusted ones', () => {
    const AWS = ['444455556666', 'arn:aws:iam::222233334444:role/App', 'arn:aws:iam::111122223333:role/App'];
    expect(exposed({ ...OPEN, Sid: 'Share', Principal: { AWS } })).toMatchObject([
      {
        statement: { sid: 'Share', index: 0 },
        anyone: false,
        accounts: ['444455556666'],
        text: 'anyone in account 444455556666 may Decrypt',
      },
    ]);
  });

  test('is silent about AWS services, Deny statements and statements without effect', () => {
    const { Resource: _, ...ineffective } = OPEN;
    expect(
      exposed(
        { ...OPEN, Principal: { Service: 's3.amazonaws.com' } },
        { ...OPEN, Effect: 'Deny' },
        ineffective,
      ),
    ).toEqual([]);
  });
});

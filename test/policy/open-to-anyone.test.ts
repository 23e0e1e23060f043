import { describe, expect, test } from '@jest/globals';
import { openToAnyone } from '../../shared/policy/open-to-anyone.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import { DENIES_OF_PATTERNS, DENIES_OF_PIGEONS } from './too-many-cases.ts';

const OPEN = { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };

const open = (...Statement: object[]) =>
  openToAnyone(parsePolicy({ Version: '2012-10-17', Statement }, { account: '111122223333' })).map(
    ({ text, statement }) => `${statement.index}: ${text}`,
  );

describe('R-PUBLIC: a statement for anyone is public', () => {
  test.each<[string, object, string]>([
    ['without conditions', {}, ''],
    [
      'limited by kms:ViaService alone',
      { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
      ', through s3.us-east-1.amazonaws.com only',
    ],
    [
      'through one VPC endpoint',
      { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
      ', if aws:SourceVpce is vpce-1',
    ],
    [
      'from a narrow range of addresses',
      { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      ', if aws:SourceIp is 203.0.113.0/24',
    ],
    [
      'with a tag that anybody can give its own role',
      { StringEquals: { 'aws:PrincipalTag/team': 'payments' } },
      ', if aws:PrincipalTag/team is payments',
    ],
    [
      'where the account is a wildcard',
      { StringLike: { 'kms:CallerAccount': '*' } },
      ', if kms:CallerAccount is like *',
    ],
    [
      'where the account is a variable',
      { StringEquals: { 'kms:CallerAccount': `\${aws:ResourceAccount}` } },
      `, if kms:CallerAccount is \${aws:ResourceAccount}`,
    ],
    [
      'where the condition holds without the key',
      { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-example' } },
      ', without aws:PrincipalOrgID',
    ],
    [
      'where the organization is a wildcard',
      { StringLike: { 'aws:PrincipalOrgID': 'o-*' } },
      ', if aws:PrincipalOrgID is like o-*',
    ],
    [
      'where the set may be empty',
      { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgPaths': 'o-example/' } },
      ', without aws:PrincipalOrgPaths',
    ],
    [
      'where the condition is negated',
      { StringNotEquals: { 'kms:CallerAccount': '444455556666' } },
      ', if kms:CallerAccount is not 444455556666',
    ],
    [
      'where the ARN has no fixed account',
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/App' } },
      ', if aws:PrincipalArn is like arn:aws:iam::*:role/App',
    ],
    [
      'where only the beginning of an organization is there',
      { StringLike: { 'aws:PrincipalOrgID': 'o-ex*' } },
      ', if aws:PrincipalOrgID is like o-ex*',
    ],
    [
      'where an ID is hardly longer',
      { StringLike: { 'aws:userid': 'AROA1*' } },
      ', if aws:userid is like AROA1*, for example with aws:userid AROA1any',
    ],
    [
      'where an ID is too short to be of one principal',
      { StringLike: { 'aws:userid': 'AROA*' } },
      ', if aws:userid is like AROA*, for example with aws:userid AROAany',
    ],
  ])('%s', (_name, Condition, when) => {
    expect(open({ ...OPEN, Condition })).toEqual([`0: anyone may Decrypt${when}`]);
  });

  test('when it says so by NotPrincipal', () => {
    const { Principal: _, ...rest } = OPEN;
    expect(open({ ...rest, NotPrincipal: { AWS: '444455556666' } })).toEqual(['0: anyone may Decrypt']);
  });

  test('for what is left of it by a Deny', () => {
    const Condition = { StringNotEquals: { 'kms:CallerAccount': '111122223333' } };
    const deny = { ...OPEN, Effect: 'Deny', Condition };
    const two = { ...OPEN, Action: ['kms:Encrypt', 'kms:Decrypt'] };
    expect(open(two, { ...deny, Action: 'kms:Encrypt' })).toEqual(['0: anyone may Decrypt']);
    expect(open(two, { ...deny, Action: 'kms:*' })).toEqual([]);
  });

  test('each statement is told by itself, in their order', () => {
    const via = { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } };
    expect(
      open(
        { ...OPEN, Principal: { AWS: '111122223333' } },
        { ...OPEN, Action: ['kms:Sign', 'kms:Decrypt'], Condition: via },
        { ...OPEN, Action: 'kms:Encrypt' },
      ),
    ).toEqual([
      '1: anyone may Sign and Decrypt, through s3.us-east-1.amazonaws.com only',
      '2: anyone may Encrypt',
    ]);
  });

  test('each statement is told in the order of the policy, not of those whom it is for', () => {
    const secure = { Bool: { 'aws:SecureTransport': 'true' } };
    const roles = { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x*' } };
    expect(open({ ...OPEN, Condition: roles }, { ...OPEN, Condition: secure })).toEqual([
      '0: anyone may Decrypt, if aws:PrincipalArn is like arn:aws:iam::*:role/x*',
      '1: anyone may Decrypt, if aws:SecureTransport is true',
    ]);
  });

  test('beside others who are named', () => {
    const Principal = { AWS: ['arn:aws:iam::222233334444:role/App', '*'] };
    expect(open({ ...OPEN, Principal })).toEqual(['0: anyone may Decrypt']);
  });

  test.each<[string, object, string]>([
    [
      'an organization',
      { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } },
      'unless aws:PrincipalOrgID is o-example',
    ],
    [
      'a part of one',
      { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-example/*' } },
      'for example without aws:PrincipalOrgPaths',
    ],
    ['one account', { StringEquals: { 'aws:SourceAccount': '222233334444' } }, 'without aws:SourceAccount'],
    ['one resource', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::bucket' } }, 'without aws:SourceArn'],
  ])('beside what is for %s', (_what, Condition, when) => {
    const texts = open({ ...OPEN, Action: 'kms:Sign' }, { ...OPEN, Condition });
    expect(texts).toEqual([`0: anyone may Sign, ${when}`]);
  });

  test('beside what is for one user', () => {
    const Condition = { StringLike: { 'aws:userid': 'AROA123456789EXAMPLE:*' } };
    const texts = open({ ...OPEN, Condition }, { ...OPEN, Action: 'kms:Sign' });
    expect(texts.filter((text) => !text.startsWith('1: anyone may Sign'))).toEqual([]);
    expect(texts).toContain('1: anyone may Sign');
  });

  test.each<[string, object]>([
    ['aws:PrincipalOrgID is xo-ex', { StringEquals: { 'aws:PrincipalOrgID': 'xo-ex' } }],
    [
      'any aws:PrincipalOrgPaths is like xo-ex/*',
      { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'xo-ex/*' } },
    ],
    ['aws:userid is xAROA123456789EXAMPLE', { StringEquals: { 'aws:userid': 'xAROA123456789EXAMPLE' } }],
    ['aws:PrincipalTag/o is o-ex', { StringEquals: { 'aws:PrincipalTag/o': 'o-ex' } }],
    [
      'aws:PrincipalTag/id is AROA123456789EXAMPLE',
      { StringEquals: { 'aws:PrincipalTag/id': 'AROA123456789EXAMPLE' } },
    ],
  ])('where what looks like an ID is none: if %s', (words, Condition) => {
    expect(open({ ...OPEN, Action: 'kms:Sign' }, { ...OPEN, Condition })).toEqual([
      '0: anyone may Sign',
      `1: anyone may Decrypt, if ${words}`,
    ]);
  });

  test.each([
    ['cases', DENIES_OF_PATTERNS],
    ['requests', DENIES_OF_PIGEONS],
  ])('where there are too many %s to find out, as far as the statement is for anyone', (_what, denies) => {
    const secure = { Bool: { 'aws:SecureTransport': 'true' } };
    const statements = [
      { ...OPEN, Principal: { AWS: '111122223333' } },
      { ...OPEN, Condition: secure },
    ];
    expect(open(...statements, ...denies)).toEqual([
      '1: could not be decided, so counts: anyone may Decrypt, if aws:SecureTransport is true',
    ]);
  });

  test('where there are too many callers to tell apart', () => {
    const values = Array.from({ length: 700 }, (_, at) => `arn:aws:iam::*:role/${at}*`);
    const Condition = { StringLike: { 'aws:PrincipalArn': values } };
    expect(open({ ...OPEN, Principal: { AWS: '111122223333' } }, { ...OPEN, Condition })).toEqual([
      expect.stringMatching(
        /^1: could not be decided, so counts: anyone may Decrypt, if aws:PrincipalArn is like arn/,
      ),
    ]);
  });
});

describe('R-PUBLIC: a statement is not public', () => {
  test.each<[string, object]>([
    ['within an organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } }],
    ['within one of two', { StringEquals: { 'aws:principalorgid': ['o-example', 'o-other'] } }],
    ['in a part of one', { 'ForAnyValue:StringEquals': { 'aws:PrincipalOrgPaths': 'o-example/r-1/ou-1/' } }],
    ['in the own account', { StringEquals: { 'kms:CallerAccount': '111122223333' } }],
    ['in one other account', { StringEquals: { 'aws:PrincipalAccount': '222233334444' } }],
    [
      'for roles of one account',
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/guard/*' } },
    ],
    ['for the sessions of one role', { StringLike: { 'aws:userid': 'AROA123456789EXAMPLE:*' } }],
    ['for one user', { StringEquals: { 'aws:userid': 'AIDACKCEVSQ6C2EXAMPLE' } }],
    ['for AWS services, of which confused-deputy judges', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }],
    ['on behalf of one account', { StringEquals: { 'aws:sourceAccount': '222233334444' } }],
    ['on behalf of one queue', { ArnLike: { 'aws:SourceArn': 'arn:aws:sqs:*:222233334444:Queue' } }],
    ['on behalf of one organization', { StringEquals: { 'aws:SourceOrgID': 'o-example' } }],
    ['on behalf of a part of one', { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': 'o-example/r-1/*' } }],
  ])('%s', (_name, Condition) => {
    expect(open({ ...OPEN, Condition })).toEqual([]);
  });

  test('when a Deny leaves one organization alone', () => {
    const Condition = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-example' } };
    expect(open(OPEN, { ...OPEN, Effect: 'Deny', Action: 'kms:*', Condition })).toEqual([]);
  });

  test('that names an account, a role, a service, or has no effect', () => {
    const { Resource: _, ...ineffective } = OPEN;
    expect(
      open(
        { ...OPEN, Principal: { AWS: ['444455556666', 'arn:aws:iam::222233334444:role/App'] } },
        { ...OPEN, Principal: { Service: 's3.amazonaws.com' } },
        { ...OPEN, Effect: 'Deny' },
        ineffective,
      ),
    ).toEqual([]);
    expect(open({ ...OPEN, Principal: { AWS: '222233334444' } })).toEqual([]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { KEY_ACTIONS } from '../../shared/policy/actions.ts';
import {
  describeActions,
  describeCaller,
  describeConditions,
  describeLevel,
  describePrincipals,
  describeStatement,
  limited,
  list,
  mostTelling,
} from '../../shared/policy/explain.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import { readCaller } from '../../shared/policy/principal-keys.ts';

const statementOf = (fields: object) => {
  const [statement] = parsePolicy(
    { Statement: { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*', ...fields } },
    { account: '111122223333' },
  ).statements;
  if (statement === undefined) {
    throw new Error('The policy has one statement');
  }
  return statement;
};

describe('describePrincipals', () => {
  test('speaks of accounts, roles and services', () => {
    const Principal = {
      AWS: ['444455556666', 'arn:aws:iam::111122223333:role/path/App'],
      Service: 's3.amazonaws.com',
    };
    expect(describePrincipals(statementOf({ Principal }).principals)).toBe(
      'anyone in account 444455556666, role/path/App in account 111122223333 and the service s3.amazonaws.com',
    );
  });

  test.each<[string, object | string]>([
    ['anyone', '*'],
    ['users of the identity provider accounts.google.com', { Federated: 'accounts.google.com' }],
    ['the canonical user 79a59df9', { CanonicalUser: '79a59df9' }],
    ['the deleted principal AROAEXAMPLEID12345678', { AWS: 'AROAEXAMPLEID12345678' }],
  ])('speaks of %s', (words, Principal) => {
    expect(describePrincipals(statementOf({ Principal }).principals)).toBe(words);
  });

  test('R-NOTPRINCIPAL: a role is spared as itself', () => {
    const AWS = ['arn:aws:iam::111122223333:role/App', '444455556666'];
    expect(describePrincipals(statementOf({ Principal: undefined, NotPrincipal: { AWS } }).principals)).toBe(
      'anyone but role/App in account 111122223333 and the root user of account 444455556666',
    );
  });

  test('R-NOTPRINCIPAL: an account in NotPrincipal spares its root user alone', () => {
    const fields = { Principal: undefined, NotPrincipal: { AWS: '444455556666' } };
    expect(describePrincipals(statementOf(fields).principals)).toBe(
      'anyone but the root user of account 444455556666',
    );
  });
});

test.each([
  ['111122223333', 'the root user of account 111122223333'],
  ['arn:aws:iam::111122223333:user/x/Alice', 'user/x/Alice in account 111122223333'],
  ['S3.amazonaws.com', 'the service s3.amazonaws.com'],
  ['arn:aws:iam::111122223333:saml-provider/C', 'arn:aws:iam::111122223333:saml-provider/C'],
])('who calls as %s is %s', (principal, words) => {
  expect(describeCaller(readCaller(principal))).toBe(words);
});

describe('describeActions', () => {
  const kms = (...names: string[]) => new Set(names.map((name) => `kms:${name}`));

  test.each([
    ['do nothing', kms()],
    ['do everything', KEY_ACTIONS],
    ['Encrypt', kms('Encrypt')],
    ['Encrypt, Verify, Decrypt and Sign', kms('Encrypt', 'Verify', 'Decrypt', 'Sign')],
    ['Decrypt, PutKeyPolicy, Sign and 2 more', kms('Verify', 'Sign', 'PutKeyPolicy', 'Encrypt', 'Decrypt')],
  ])('%s', (words, actions) => {
    expect(describeActions(actions)).toBe(words);
  });

  test('what tells most comes first, the rest in its order', () => {
    const telling = ['Decrypt', 'PutKeyPolicy', 'CreateGrant', 'ScheduleKeyDeletion', 'Sign'];
    const actions = kms('Verify', ...telling.toReversed(), 'Encrypt');
    expect(mostTelling(actions)).toEqual([...kms(...telling, 'Verify', 'Encrypt')]);
  });
});

test.each([
  ['allowed', 'may'],
  ['delegated', 'may, if IAM agrees,'],
  ['denied', 'may not'],
] as const)('who is %s %s', (level, words) => {
  expect(describeLevel(level)).toBe(words);
});

test('a statement is named by its place, counted from 1, and its Sid', () => {
  expect(describeStatement({ index: 1, effect: 'Deny' })).toBe('statement 2');
  expect(describeStatement({ index: 0, effect: 'Allow', sid: 'Own' })).toBe('statement 1 ("Own")');
});

test('a list is all of its items, or the first four where they are more than five', () => {
  const letters = [...'abcdefg'];
  expect([0, 1, 2, 3].map((count) => list(letters.slice(0, count), 'or'))).toEqual([
    '',
    'a',
    'a or b',
    'a, b or c',
  ]);
  expect([0, 5, 6, 7].map((count) => limited(letters.slice(0, count), 'and'))).toEqual([
    '',
    'a, b, c, d and e',
    'a, b, c, d and 2 more',
    'a, b, c, d and 3 more',
  ]);
});

describe('describeConditions', () => {
  test.each<[string, object]>([
    [
      'through s3.us-east-1.amazonaws.com only',
      { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
    ],
    [
      'if aws:SourceVpce is not vpce-1 or vpce-2',
      { StringNotEquals: { 'aws:sourceVpce': ['vpce-1', 'vpce-2'] } },
    ],
    ['if aws:SourceVpce is vpce-1, or is absent', { StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } }],
    ['if aws:PrincipalArn is like x:*', { ArnLike: { 'aws:PrincipalArn': 'x:*' } }],
    [
      'if kms:RotationPeriodInDays is at most 90',
      { NumericLessThanEquals: { 'kms:RotationPeriodInDays': 90 } },
    ],
    ['if every aws:TagKeys is a', { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' } }],
    ['without kms:ViaService', { Null: { 'kms:ViaService': true } }],
    ['with kms:ViaService', { Null: { 'kms:ViaService': ['false'] } }],
    ['with kms:ViaService', { Null: { 'kms:ViaService': [] } }],
    ['if kms:ViaService is x, or is absent', { StringEqualsIfExists: { 'kms:ViaService': 'x' } }],
    ['if kms:ViaService is not x', { StringNotEquals: { 'kms:ViaService': 'x' } }],
    ['if any aws:TagKeys is a', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' } }],
    ['if aws:PrincipalTag/t is not like a*', { StringNotLike: { 'aws:PrincipalTag/t': 'a*' } }],
    ['if aws:MultiFactorAuthAge is less than 9', { NumericLessThan: { 'aws:MultiFactorAuthAge': 9 } }],
    ['if aws:CurrentTime is more than 2026', { DateGreaterThan: { 'aws:CurrentTime': '2026' } }],
    ['if aws:CurrentTime is at least 2026', { DateGreaterThanEquals: { 'aws:CurrentTime': '2026' } }],
    [
      'if aws:SourceVpc is a and if aws:SourceVpce is b',
      { StringEquals: { 'aws:SourceVpc': 'a', 'aws:SourceVpce': 'b' } },
    ],
  ])('%s', (words, Condition) => {
    expect(describeConditions(statementOf({ Condition }).conditions)).toBe(words);
  });
});

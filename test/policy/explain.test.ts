import { describe, expect, test } from '@jest/globals';
import { KEY_ACTIONS } from '../../shared/policy/actions.ts';
import { describeActions, describeConditions, describePrincipals } from '../../shared/policy/explain.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';

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

  test('R-NOTPRINCIPAL: an account in NotPrincipal spares its root user alone', () => {
    const fields = { Principal: undefined, NotPrincipal: { AWS: '444455556666' } };
    expect(describePrincipals(statementOf(fields).principals)).toBe(
      'anyone but the root user of account 444455556666',
    );
  });
});

describe('describeActions', () => {
  test('lists a few, counts many, and knows all', () => {
    expect(describeActions(new Set(['kms:Encrypt', 'kms:Decrypt']))).toBe('Encrypt and Decrypt');
    expect(describeActions(new Set([...KEY_ACTIONS].slice(0, 10)))).toMatch(/ and 7 more$/);
    expect(describeActions(KEY_ACTIONS)).toBe('do everything');
    expect(describeActions(new Set())).toBe('do nothing');
  });
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
  ])('%s', (words, Condition) => {
    expect(describeConditions(statementOf({ Condition }).conditions)).toBe(words);
  });
});

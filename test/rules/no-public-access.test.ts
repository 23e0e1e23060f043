import { describe, expect, test } from '@jest/globals';
import { noPublicAccess } from '../../shared/rules/no-public-access.ts';
import * as given from './subject.ts';

const found = (...statements: readonly object[]) =>
  noPublicAccess.check(given.subject({ snapshot: given.snapshot({ policy: given.policy(...statements) }) }));

describe('no-public-access', () => {
  test('a statement for everybody is public, and told with its place', () => {
    expect(found(...given.approvedStatements, given.statement('Open', '*', 'kms:Decrypt'))).toMatchObject([
      { statements: [3], remedy: 'revert-policy' },
    ]);
  });

  test('everybody through one AWS service is still everybody', () => {
    const Condition = { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } };
    expect(found(given.statement('Open', '*', 'kms:Decrypt', { Condition }))).toHaveLength(1);
  });

  test('everybody of one’s own account is not public', () => {
    const Condition = { StringEquals: { 'kms:CallerAccount': given.account } };
    expect(found(given.statement('Own', '*', 'kms:Decrypt', { Condition }))).toEqual([]);
  });

  test('one other account is not public', () => {
    expect(found(given.statement('Partner', 'arn:aws:iam::444455556666:root', 'kms:Decrypt'))).toEqual([]);
  });

  test('a Deny for everybody is not public', () => {
    expect(
      found(...given.approvedStatements, { ...given.statement('No', '*', 'kms:Decrypt'), Effect: 'Deny' }),
    ).toEqual([]);
  });

  test('a policy that cannot be read counts as public', () => {
    const snapshot = given.snapshot({ policy: '{' });
    expect(noPublicAccess.check(given.subject({ snapshot }))).toHaveLength(1);
  });
});

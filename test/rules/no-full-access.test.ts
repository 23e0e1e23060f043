import { describe, expect, test } from '@jest/globals';
import { noFullAccess } from '../../shared/rules/no-full-access.ts';
import { account, policy, role, snapshot, statement, subject } from './subject.ts';

/** Nobody goes through so many accounts, times so many users of each, times so many statements. */
const names = Array.from({ length: 50 }, (_, at) => String(200_000_000_000 + at));
const tooMuch = [
  statement('Many', '', 'kms:Decrypt', {
    Principal: { AWS: names },
    Condition: { StringEquals: { 'aws:username': names } },
  }),
  ...Array.from({ length: 200 }, () =>
    statement('Plain', '*', 'kms:Decrypt', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
  ),
];
const evidence = (...statements: readonly object[]) =>
  noFullAccess
    .check(subject({ snapshot: snapshot({ policy: policy(...tooMuch, ...statements) }) }))
    .flatMap((violation) => violation.evidence ?? []);

const reader = statement('Reader', role('Team'), 'kms:Decrypt');
const everything = (more: object) => statement('All', '', 'kms:*', more);

describe('Of a policy that is too much to go through', () => {
  test('a role that has kms:* counts as having it', () => {
    expect(evidence(statement('All', role('Team'), 'kms:*'))).toEqual([
      expect.stringMatching(/:role\/Team may do all \d+ actions on a key$/),
    ]);
  });

  test.each([
    ['the account', everything({ Principal: { AWS: account } })],
    ['an AWS service', everything({ Principal: { Service: 's3.amazonaws.com' } })],
    ['nobody, by a Deny', everything({ Effect: 'Deny', Principal: { AWS: role('Other') } })],
  ])('a role does not count as having what only %s has', (_, statementOfAll) => {
    expect(evidence(reader, statementOfAll)).toEqual([]);
  });
});

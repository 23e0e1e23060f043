import { describe, expect, test } from '@jest/globals';
import { above, anyone, everything, named, only, trusted } from '../../shared/rules/ceiling.ts';
import * as given from './subject.ts';

const found = (...statements: readonly object[]) =>
  above(
    [anyone(only(['kms:Encrypt']))],
    given.subject({ snapshot: given.snapshot({ policy: given.policy(...statements) }) }),
    'It is too much.',
  );
const encrypts = given.statement('Encrypts', given.role('App'), 'kms:Encrypt');
const decrypts = given.statement('Decrypts', given.role('App'), 'kms:Decrypt');
/** The policy engine cannot say of a name whether it is a number. */
const undecided = given.statement('Undecided', '*', 'kms:Sign', {
  Condition: { NumericEquals: { 'aws:username': '5' } },
});

describe('what a key policy gives above a ceiling', () => {
  test('is one violation for all of it, with the statements at fault in order and a line for each', () => {
    const sign = given.statement('Signs', given.role('Another'), 'kms:Sign');
    expect(found(sign, encrypts, decrypts, { ...decrypts, Sid: 'Again' })).toEqual([
      {
        message: 'It is too much.',
        evidence: [
          'role/Another in account 111122223333 may Sign',
          'role/App in account 111122223333 may Decrypt',
        ],
        statements: [0, 2, 3],
        remedy: 'revert-policy',
      },
    ]);
  });

  test('is nothing where all of it keeps below', () => {
    expect(found(encrypts)).toEqual([]);
  });

  test('is told where it cannot be decided, and counts', () => {
    const [violation] = found(encrypts, undecided);
    expect(violation?.statements).toEqual([1]);
    expect(violation?.evidence).toEqual([expect.stringMatching(/^could not be decided, so counts: \w/)]);
  });

  test('is told whole where some of it is certain and some is not', () => {
    const [violation] = found(undecided, decrypts);
    expect(violation?.statements).toEqual([0, 1]);
    expect(violation?.evidence).toHaveLength(2);
  });
});

describe('allowances', () => {
  const beijing = given.snapshot({ arn: given.arn.replace('arn:aws:', 'arn:aws-cn:') });
  const of = (...arns: readonly string[]) => ({
    Effect: 'Allow',
    Principal: '*',
    Action: ['kms:*'],
    Resource: '*',
    Condition: { ArnLike: { 'aws:PrincipalArn': arns } },
  });

  test('a pattern is of the key’s own partition and account, and a whole ARN is itself', () => {
    expect(named(['role/App', 'arn:aws:iam::*:role/Deploy'], everything, beijing)).toEqual([
      of(`arn:aws-cn:iam::${given.account}:role/App`, 'arn:aws:iam::*:role/Deploy'),
    ]);
  });

  test('nobody named and nobody trusted is nobody let in', () => {
    expect(named([], everything, beijing)).toEqual([]);
    expect(trusted(given.subject(), everything)).toEqual([]);
  });

  test('trusted accounts and organizations are let in, either', () => {
    const governance = given.governance({
      trust: { accounts: ['444455556666'], organizations: ['o-a1b2c3d4e5'] },
    });
    const conditions = trusted(given.subject({ governance }), everything).map(({ Condition }) => Condition);
    expect(conditions).toContainEqual({ StringEquals: { 'aws:PrincipalAccount': ['444455556666'] } });
    expect(conditions).toContainEqual({ StringEquals: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5'] } });
  });
});

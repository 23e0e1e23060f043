import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../shared/policy/parse.ts';
import { readCaller } from '../../shared/policy/principal-keys.ts';
import { withRole } from '../../shared/policy/session-role.ts';

const account = '111122223333';
const KEY = `arn:aws:kms:us-east-1:${account}:key/1`;
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const session = readCaller(`arn:aws:sts::${account}:assumed-role/App/bob`);

const allow = (AWS: string | readonly string[], rest: object = {}) => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action: 'kms:Decrypt',
  Resource: '*',
  ...rest,
});
const policyOf = (...Statement: object[]) => parsePolicy({ Statement }, { account, key: KEY });
const where = (values: readonly string[], key = 'aws:PrincipalArn') =>
  allow('*', { Condition: { ArnLike: { [key]: values } } });

describe('R-PRINCIPAL: a session is of the one role of its name that the policy names', () => {
  test.each<[string, object[]]>([
    ['as a principal', [allow(role('team/App'))]],
    ['twice', [allow(role('team/App')), allow(['*', role('team/App')])]],
    ['in a Deny', [allow(role('team/App'), { Effect: 'Deny' })]],
    ['in a condition', [where([role('team/App')])]],
    ['in a condition, spelled otherwise', [where([role('team/App')], 'AWS:principalarn')]],
    [
      'beside others',
      [
        allow([role('team/Other'), role('Apple'), `arn:aws:iam::${account}:user/x/App`, account]),
        allow([`arn:aws:iam::444455556666:role/x/App`, role('team/App')]),
      ],
    ],
  ])('%s', (_where, statements) => {
    expect(withRole(session, policyOf(...statements)).role).toBe(role('team/App'));
  });

  test('in another partition', () => {
    const arn = `arn:aws-us-gov:iam::${account}:role/team/App`;
    expect(withRole(session, policyOf(allow(arn))).role).toBe(arn);
  });
});

describe('R-PRINCIPAL: a session is of the role of its name without a path', () => {
  test.each<[string, object[]]>([
    ['where the policy names none', [allow(account)]],
    ['where it names two', [allow([role('team/App'), role('x/App')])]],
    ['where no action is left', [allow(role('team/App'), { Action: 'kms:Decript' })]],
    ['where the statement is of another key', [allow(role('team/App'), { Resource: `${KEY}2` })]],
    ['where another key of a condition has it', [where([role('team/App')], 'aws:SourceArn')]],
    [
      'where what is named is no ARN of one role',
      [
        where([
          role('*/App'),
          role('t?/App'),
          role('team/App*'),
          role(`$\{aws:x}/App`),
          `x${role('team/App')}`,
          'App',
        ]),
      ],
    ],
  ])('%s', (_where, statements) => {
    expect(withRole(session, policyOf(...statements))).toEqual(session);
    expect(session.role).toBe(role('App'));
  });
});

test('R-PRINCIPAL: what the request says of the role goes first', () => {
  const policy = policyOf(allow(role('team/App')));
  const of = (context: Record<string, string | string[]>) => withRole(session, policy, context).role;
  expect(of({ 'aws:SourceArn': role('z/App'), 'AWS:principalarn': role('x/App') })).toBe(role('x/App'));
  expect(of({ 'aws:PrincipalArn': [role('x/App')] })).toBe(role('x/App'));
  expect(of({ 'aws:SourceArn': role('z/App') })).toBe(role('team/App'));
  expect(of({ 'aws:PrincipalArn': [] })).toBe(role('App'));
});

test('R-PRINCIPAL: who is no session has no other role', () => {
  const caller = readCaller(role('App'));
  expect(withRole(caller, policyOf(), { 'aws:PrincipalArn': role('x/App') })).toBe(caller);
});

import { describe, expect, test } from '@jest/globals';
import { isNamed, rolesOf } from '../../shared/standard/principals.ts';

const account = '111122223333';
const iam = (resource: string, owner = account) => `arn:aws:iam::${owner}:${resource}`;
const session = (role: string, owner = account) => `arn:aws:sts::${owner}:assumed-role/${role}/alice`;

describe('isNamed', () => {
  test.each([
    ['a role by its name', 'role/Admin', iam('role/Admin')],
    ['a user by its name', 'user/alice', iam('user/alice')],
    ['a role by its path and name', 'role/team/Admin', iam('role/team/Admin')],
    ['a role of any path, under role/*', 'role/*', iam('role/team/Admin')],
    ['a role of a path, under that path', 'role/kms-guardian/*', iam('role/kms-guardian/policy-eu')],
    [
      'a role of another account, by its full ARN',
      iam('role/A', '444455556666'),
      iam('role/A', '444455556666'),
    ],
    ['a role of the GovCloud partition', 'role/Admin', 'arn:aws-us-gov:iam::111122223333:role/Admin'],
    ['a session, by the name of its role', 'role/Admin', session('Admin')],
    ['a session, by the full ARN of its role', iam('role/Admin'), session('Admin')],
    ['a session of a role with a path, by the name alone', 'role/team/Admin', session('Admin')],
    ['a session, by a name with a wildcard', 'role/Adm*', session('Admin')],
  ])('names %s', (_, pattern, principal) => {
    expect(isNamed([pattern], principal, account)).toBe(true);
  });

  test.each([
    ['a role with a longer name', 'role/Admin', iam('role/Admin2')],
    ['a role of that name under a path', 'role/Admin', iam('role/team/Admin')],
    ['a role of that name in another account', 'role/Admin', iam('role/Admin', '444455556666')],
    ['any role of another account', 'role/*', iam('role/Admin', '444455556666')],
    ['a session in another account', 'role/Admin', session('Admin', '444455556666')],
    ['a user with the name of a role', 'role/Admin', iam('user/Admin')],
    ['a role whose name differs in case', 'role/Admin', iam('role/admin')],
    ['a session that may or may not be under the path', 'role/kms-guardian/*', session('Admin')],
    ['a session of a role that begins like the path', 'role/team/*', session('team')],
    ['a role of another partition, by its full ARN', iam('role/A'), 'arn:aws-cn:iam::111122223333:role/A'],
    ['the root user', 'user/*', iam('root')],
    ['everybody', 'role/*', '*'],
    ['an account', 'role/*', account],
    ['a service', 'role/*', 'logs.amazonaws.com'],
    ['a deleted role, shown by its ID', 'role/*', 'AROAEXAMPLEID'],
    ['a federated user', 'user/*', 'arn:aws:sts::111122223333:federated-user/alice'],
  ])('does not name %s', (_, pattern, principal) => {
    expect(isNamed([pattern], principal, account)).toBe(false);
  });

  test('names nobody where the list is empty', () => {
    expect(isNamed([], iam('role/Admin'), account)).toBe(false);
  });
});

describe('rolesOf', () => {
  const roles = {
    administrators: ['role/Admin', 'role/Deploy'],
    owners: ['role/Owner'],
    users: ['role/app-*'],
    guardian: ['role/kms-guardian/*'],
    pipelines: ['role/Deploy'],
  };

  test('gives every part a principal plays', () => {
    expect(rolesOf(roles, iam('role/Deploy'), account)).toEqual(['administrators', 'pipelines']);
    expect(rolesOf(roles, session('app-orders'), account)).toEqual(['users']);
  });

  test('gives a stranger none', () => {
    expect(rolesOf(roles, iam('role/Admin', '444455556666'), account)).toEqual([]);
  });
});

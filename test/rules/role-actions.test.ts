import { expect, test } from '@jest/globals';
import { administratorsOnly } from '../../shared/rules/administrators-only.ts';
import { ownersOnly } from '../../shared/rules/owners-only.ts';
import { usersOnly } from '../../shared/rules/users-only.ts';
import type { Governance } from '../../shared/standard/standard.ts';
import { governance, policy, role, snapshot, statement, subject } from './subject.ts';

/** The actions that one rule after the other finds a role to hold beyond what the standard lists. */
function found(who: string, Action: string[], over: Partial<Governance>) {
  const judged = subject({
    snapshot: snapshot({ policy: policy(statement('Role', role(who), Action)) }),
    governance: governance(over),
  });
  return [administratorsOnly, ownersOnly, usersOnly]
    .filter((rule) => rule.check(judged).length > 0)
    .map(({ id }) => id);
}

const none = { administrators: [], owners: [], users: [] };
const roles = {
  ...governance().roles,
  administrators: ['role/Lead', 'role/KeyAdministrator'],
  owners: ['role/Lead'],
};

test('who has two roles may do what is listed for either', () => {
  const actions = {
    ...none,
    administrators: ['kms:DisableKey'],
    owners: ['kms:PutKeyPolicy', 'kms:TagResource'],
  };
  expect(
    found('Lead', ['kms:DisableKey', 'kms:PutKeyPolicy', 'kms:TagResource'], { roles, actions }),
  ).toEqual([]);
  expect(found('KeyAdministrator', ['kms:DisableKey', 'kms:TagResource'], { roles, actions })).toEqual([
    'administrators-only',
  ]);
  expect(found('KeyAdministrator', ['kms:PutKeyPolicy'], { roles, actions })).toEqual([
    'administrators-only',
    'owners-only',
  ]);
});

test('who has a second role without a list may do what that one’s duty is', () => {
  const actions = { ...none, owners: ['kms:PutKeyPolicy'] };
  expect(found('Lead', ['kms:DisableKey', 'kms:PutKeyPolicy'], { roles, actions })).toEqual([]);
});

test('a list for a role that nobody has asks nothing of the others', () => {
  const actions = { ...none, owners: ['kms:PutKeyPolicy'] };
  const without = { ...governance().roles, owners: [] };
  expect(found('KeyUser', ['kms:Decrypt', 'kms:ListGrants'], { roles: without, actions })).toEqual([]);
  expect(found('KeyUser', ['kms:PutKeyPolicy'], { roles: without, actions })).toEqual(['owners-only']);
});

test('a standard without users says nothing of use', () => {
  const without = { ...governance().roles, users: [] };
  expect(found('Anybody', ['kms:Decrypt'], { roles: without, actions: none })).toEqual([]);
});

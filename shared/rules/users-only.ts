import { USE_ACTIONS } from '../policy/actions.ts';
import { above, allBut, anyone, named, only, ownAccount, services, trusted } from './ceiling.ts';
import type { Examples, Rule } from './rule.ts';

export const usersOnly: Rule = {
  id: 'users-only',
  title: 'Only users use a key',
  severity: 'high',
  area: 'policy',
  duty: 'policy',
  rationale: 'Who may decrypt reads the data. Those who manage a key or its policy must not be among them.',
  fix: 'Leave the cryptographic actions to the users, or add the principal to roles.users.',
  controls: { nist: ['AC-5', 'AC-6'] },
  check(subject) {
    const { snapshot, governance } = subject;
    const { users } = governance.roles;
    // A standard that names no users says nothing about them.
    if (users.length === 0) return [];
    const ceiling = [
      ownAccount(snapshot),
      services,
      anyone(allBut(USE_ACTIONS)),
      ...trusted(subject, only(USE_ACTIONS)),
      ...named(users, only(USE_ACTIONS), snapshot),
    ];
    return above(ceiling, subject, 'The key policy lets others than users use the key.');
  },
};

const allow = (role: string, Action: string | string[]) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::111122223333:role/${role}` },
  Action,
  Resource: '*',
});

export const examples: Examples = {
  wrong: [
    { name: 'an administrator may decrypt', statements: [allow('KeyAdministrator', 'kms:Decrypt')] },
    { name: 'an owner may do everything', statements: [allow('KeyOwner', 'kms:*')] },
  ],
  right: [
    { name: 'a user may decrypt', statements: [allow('KeyUser', ['kms:Decrypt', 'kms:GenerateDataKey*'])] },
    {
      name: 'an administrator’s Allow that a Deny takes back',
      statements: [
        allow('KeyAdministrator', 'kms:*'),
        {
          ...allow('KeyAdministrator', [...USE_ACTIONS]),
          Effect: 'Deny',
        },
      ],
    },
  ],
};

import { USE_ACTIONS } from '../policy/actions.ts';
import { above, only, ownAccount, services, trusted } from './ceiling.ts';
import { dutyCeiling } from './duty-ceiling.ts';
import type { Examples, Rule } from './rule.ts';

export const usersOnly: Rule = {
  id: 'users-only',
  title: 'Only users use a key',
  severity: 'high',
  area: 'policy',
  duty: 'policy',
  rationale: 'Who may decrypt reads the data. Those who manage a key or its policy must not be among them.',
  fix: 'Leave the cryptographic actions to the users, or add the principal to roles.users. Where actions.users lists what they may do, take the rest from them.',
  controls: { nist: ['AC-5', 'AC-6'] },
  check(subject) {
    const { roles, actions } = subject.governance;
    // A standard that names no users says nothing about them.
    if (roles.users.length === 0) return [];
    const ceiling = [
      ownAccount(subject.snapshot),
      services,
      ...trusted(subject, only(actions.users.length > 0 ? actions.users : USE_ACTIONS)),
      ...dutyCeiling(subject, USE_ACTIONS, ['users']),
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
    {
      name: 'a user may sign, which the standard does not list',
      standard: 'actions: { users: [kms:Encrypt, kms:Decrypt] }',
      statements: [allow('KeyUser', ['kms:Decrypt', 'kms:Sign'])],
    },
    {
      name: 'a user may look at what the standard does not list',
      standard: 'actions: { users: [kms:Encrypt, kms:Decrypt] }',
      statements: [allow('KeyUser', ['kms:Decrypt', 'kms:ListGrants'])],
    },
    {
      name: 'a trusted account may sign, which the standard does not list',
      standard: 'trust: { accounts: ["444455556666"] }\nactions: { users: [kms:Decrypt] }',
      statements: [{ ...allow('x', ['kms:Decrypt', 'kms:Sign']), Principal: { AWS: '444455556666' } }],
    },
    {
      name: 'a stranger may decrypt',
      statements: [{ ...allow('x', 'kms:Decrypt'), Principal: { AWS: '444455556666' } }],
    },
  ],
  right: [
    { name: 'a user may decrypt', statements: [allow('KeyUser', ['kms:Decrypt', 'kms:GenerateDataKey*'])] },
    {
      name: 'a user may do what the standard lists, and others what is no use',
      standard: 'actions: { users: [kms:DescribeKey, kms:Decrypt] }',
      statements: [
        allow('KeyUser', ['kms:DescribeKey', 'kms:Decrypt']),
        allow('KeyAdministrator', ['kms:ListGrants', 'kms:DisableKey']),
      ],
    },
    {
      name: 'an administrator may verify, which the standard lists for administrators',
      standard: 'actions: { administrators: [kms:Verify] }',
      statements: [allow('KeyAdministrator', 'kms:Verify')],
    },
    {
      name: 'a trusted account, a service and the account may',
      standard: 'trust: { accounts: ["444455556666"] }',
      statements: [
        { ...allow('x', 'kms:Decrypt'), Principal: { AWS: ['444455556666', '111122223333'] } },
        { ...allow('x', 'kms:Decrypt'), Principal: { Service: 'cloudtrail.amazonaws.com' } },
      ],
    },
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

import { ADMINISTER_ACTIONS } from '../policy/actions.ts';
import { above, allBut, anyone, named, only, ownAccount, services } from './ceiling.ts';
import type { Examples, Rule } from './rule.ts';

/** A grant that an AWS service asks for in a user's name, for a volume or a database of the user's. */
const FOR_SERVICES = { Bool: { 'kms:GrantIsForAWSResource': 'true' } };

export const administratorsOnly: Rule = {
  id: 'administrators-only',
  title: 'Only administrators and pipelines manage a key',
  severity: 'high',
  area: 'policy',
  duty: 'policy',
  rationale:
    'Who manages a key can disable it or have it deleted; grants, tags and aliases let their holder give access as well.',
  fix: 'Leave these actions to the administrators, or add the principal to roles.administrators.',
  controls: { nist: ['AC-5', 'AC-6'] },
  check(subject) {
    const { snapshot, governance } = subject;
    const { administrators, pipelines, guardian } = governance.roles;
    const ceiling = [
      ownAccount(snapshot),
      services,
      anyone(allBut(ADMINISTER_ACTIONS)),
      anyone(only(['kms:CreateGrant', 'kms:RevokeGrant']), FOR_SERVICES),
      anyone(only(['kms:RetireGrant'])),
      ...named([...administrators, ...pipelines, ...guardian], only(ADMINISTER_ACTIONS), snapshot),
    ];
    return above(ceiling, subject, 'The key policy lets others than administrators manage the key.');
  },
};

const allow = (role: string, Action: string | string[], Condition?: object) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::111122223333:role/${role}` },
  Action,
  Resource: '*',
  ...(Condition && { Condition }),
});

export const examples: Examples = {
  wrong: [
    { name: 'a user may have the key deleted', statements: [allow('KeyUser', 'kms:ScheduleKeyDeletion')] },
    { name: 'a user may do everything, however it is spelled', statements: [allow('KeyUser', 'kms:D*')] },
    { name: 'a user may make grants for itself', statements: [allow('KeyUser', 'kms:CreateGrant')] },
  ],
  right: [
    { name: 'an administrator may', statements: [allow('KeyAdministrator', 'kms:ScheduleKeyDeletion')] },
    {
      name: 'a user may make the grants that AWS services ask for',
      statements: [allow('KeyUser', ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'], FOR_SERVICES)],
    },
    {
      name: 'the account may, through IAM: that is another rule’s matter',
      statements: [{ ...allow('x', 'kms:*'), Principal: { AWS: '111122223333' } }],
    },
  ],
};

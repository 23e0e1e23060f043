import { ADMINISTER_ACTIONS } from '../policy/actions.ts';
import { above, anyone, only, ownAccount, services } from './ceiling.ts';
import { dutyCeiling } from './duty-ceiling.ts';
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
  fix: 'Leave these actions to the administrators, or add the principal to roles.administrators. Where actions.administrators lists what they may do, take the rest from them.',
  controls: { nist: ['AC-5', 'AC-6'] },
  check(subject) {
    const ceiling = [
      ownAccount(subject.snapshot),
      services,
      anyone(only(['kms:CreateGrant', 'kms:RevokeGrant']), FOR_SERVICES),
      anyone(only(['kms:RetireGrant'])),
      ...dutyCeiling(subject, ADMINISTER_ACTIONS, ['administrators', 'pipelines', 'guardian']),
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
    {
      name: 'an administrator may do what the standard does not list',
      standard: 'actions: { administrators: [kms:Enable*, kms:Disable*] }',
      statements: [allow('KeyAdministrator', ['kms:DisableKey', 'kms:TagResource'])],
    },
    {
      name: 'an administrator may look at what the standard does not list',
      standard: 'actions: { administrators: [kms:Enable*, kms:Disable*] }',
      statements: [allow('KeyAdministrator', ['kms:DisableKey', 'kms:ListGrants'])],
    },
    {
      name: 'an owner may disable the key, which the standard lists for administrators',
      standard: 'actions: { administrators: [kms:Disable*] }',
      statements: [allow('KeyOwner', 'kms:DisableKey')],
    },
  ],
  right: [
    { name: 'an administrator may', statements: [allow('KeyAdministrator', 'kms:ScheduleKeyDeletion')] },
    { name: 'a pipeline may', statements: [allow('Deploy', 'kms:EnableKeyRotation')] },
    { name: 'the guardian may', statements: [allow('kms-guardian/Policy', 'kms:CancelKeyDeletion')] },
    {
      name: 'an administrator may do what the standard lists, and others what is no management',
      standard: 'actions: { administrators: [kms:Describe*, kms:Disable*] }',
      statements: [
        allow('KeyAdministrator', ['kms:DescribeKey', 'kms:DisableKey']),
        allow('KeyUser', ['kms:Decrypt', 'kms:ListGrants']),
        allow('Deploy', ['kms:TagResource', 'kms:PutKeyPolicy']),
        allow('Auditor', 'kms:ListGrants'),
      ],
    },
    {
      name: 'a user may tag the key, which the standard lists for users',
      standard: 'actions: { users: [kms:Decrypt, kms:TagResource] }',
      statements: [allow('KeyUser', ['kms:Decrypt', 'kms:TagResource'])],
    },
    {
      name: 'anyone may retire a grant, which KMS leaves to the grant',
      statements: [allow('KeyUser', 'kms:RetireGrant')],
    },
    {
      name: 'a service may',
      statements: [{ ...allow('x', 'kms:CreateGrant'), Principal: { Service: 'dynamodb.amazonaws.com' } }],
    },
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

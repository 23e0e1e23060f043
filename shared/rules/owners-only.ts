import { OWN_ACTIONS } from '../policy/actions.ts';
import { above, ownAccount, services } from './ceiling.ts';
import { dutyCeiling } from './duty-ceiling.ts';
import type { Examples, Rule } from './rule.ts';

export const ownersOnly: Rule = {
  id: 'owners-only',
  title: 'Only owners, administrators and pipelines change a key policy',
  severity: 'critical',
  area: 'policy',
  duty: 'policy',
  rationale: 'Who may put the key policy can give itself, or anybody, everything else.',
  fix: 'Take kms:PutKeyPolicy from the principal, or add it to roles.owners. Where actions.owners lists what they may do, take the rest from them.',
  controls: { nist: ['AC-5', 'AC-6'] },
  check(subject) {
    const ceiling = [
      ownAccount(subject.snapshot),
      services,
      ...dutyCeiling(subject, OWN_ACTIONS, ['owners', 'administrators', 'pipelines', 'guardian']),
    ];
    return above(ceiling, subject, 'The key policy lets others than owners change it.');
  },
};

const allow = (AWS: string, Action: string | string[], Condition?: object) => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action,
  Resource: '*',
  ...(Condition && { Condition }),
});

export const examples: Examples = {
  wrong: [
    {
      name: 'a user may put the policy',
      statements: [allow('arn:aws:iam::111122223333:role/KeyUser', 'kms:Put*')],
    },
    { name: 'another account may put the policy', statements: [allow('444455556666', 'kms:*')] },
    {
      name: 'an administrator may put the policy, which the standard does not list for administrators',
      standard: 'actions: { administrators: [kms:Enable*] }',
      statements: [allow('arn:aws:iam::111122223333:role/KeyAdministrator', 'kms:PutKeyPolicy')],
    },
    {
      name: 'an owner may look at what the standard does not list',
      standard: 'actions: { owners: [kms:GetKeyPolicy, kms:PutKeyPolicy] }',
      statements: [allow('arn:aws:iam::111122223333:role/KeyOwner', ['kms:PutKeyPolicy', 'kms:ListGrants'])],
    },
  ],
  right: [
    {
      name: 'an owner may put the policy',
      statements: [allow('arn:aws:iam::111122223333:role/KeyOwner', 'kms:PutKeyPolicy')],
    },
    {
      name: 'administrators, pipelines, the guardian and the account may put the policy',
      statements: ['role/KeyAdministrator', 'role/Deploy', 'role/kms-guardian/Policy', 'root'].map((who) =>
        allow(`arn:aws:iam::111122223333:${who}`, 'kms:PutKeyPolicy'),
      ),
    },
    {
      name: 'an owner may do what the standard lists, and others what they do',
      standard: 'actions: { owners: [kms:GetKeyPolicy, kms:PutKeyPolicy] }',
      statements: [
        allow('arn:aws:iam::111122223333:role/KeyOwner', ['kms:GetKeyPolicy', 'kms:PutKeyPolicy']),
        allow('arn:aws:iam::111122223333:role/KeyAdministrator', ['kms:PutKeyPolicy', 'kms:ListGrants']),
      ],
    },
    {
      name: 'a service may, which is another rule’s matter',
      statements: [
        { ...allow('x', 'kms:PutKeyPolicy'), Principal: { Service: 'cloudformation.amazonaws.com' } },
      ],
    },
    {
      name: 'an owner that aws:PrincipalArn names may, too',
      statements: [
        allow('*', 'kms:PutKeyPolicy', {
          ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/KeyOwner' },
        }),
      ],
    },
  ],
};

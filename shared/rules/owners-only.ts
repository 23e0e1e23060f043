import { OWN_ACTIONS } from '../policy/actions.ts';
import { above, allBut, anyone, named, only, ownAccount, services } from './ceiling.ts';
import type { Examples, Rule } from './rule.ts';

export const ownersOnly: Rule = {
  id: 'owners-only',
  title: 'Only owners, administrators and pipelines change a key policy',
  severity: 'critical',
  area: 'policy',
  duty: 'policy',
  rationale: 'Who may put the key policy can give itself, or anybody, everything else.',
  fix: 'Take kms:PutKeyPolicy from the principal, or add it to roles.owners.',
  controls: { nist: ['AC-5', 'AC-6'] },
  check(subject) {
    const { snapshot, governance } = subject;
    const { owners, administrators, pipelines, guardian } = governance.roles;
    const ceiling = [
      ownAccount(snapshot),
      services,
      anyone(allBut(OWN_ACTIONS)),
      ...named([...owners, ...administrators, ...pipelines, ...guardian], only(OWN_ACTIONS), snapshot),
    ];
    return above(ceiling, subject, 'The key policy lets others than owners change it.');
  },
};

const allow = (AWS: string, Action: string, Condition?: object) => ({
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
  ],
  right: [
    {
      name: 'an owner may put the policy',
      statements: [allow('arn:aws:iam::111122223333:role/KeyOwner', 'kms:PutKeyPolicy')],
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

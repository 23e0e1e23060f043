import { above, anyone, everything, named, rootUser, services } from './ceiling.ts';
import type { Examples, Rule } from './rule.ts';

export const iamDelegation: Rule = {
  id: 'iam-delegation',
  title: 'The key policy alone decides who may use the key',
  severity: 'high',
  area: 'policy',
  duty: 'policy',
  rationale:
    'A statement for the account lets IAM policies give access to the key: whoever may write an IAM policy may reach the data.',
  fix: 'Add the condition StringEquals aws:PrincipalType Account to the statement for the account.',
  controls: { nist: ['AC-3', 'AC-6'] },
  check(subject) {
    const { snapshot, governance } = subject;
    if (governance.iamDelegation === 'allowed') return [];
    const ceiling = [
      services,
      rootUser,
      anyone(everything, { StringNotEquals: { 'aws:PrincipalAccount': snapshot.account } }),
      ...named(governance.roles.guardian, everything, snapshot),
    ];
    const message = 'The key policy lets IAM policies of the account give access to the key.';
    // A principal that is named is let in directly, and needs no IAM policy.
    return above(ceiling, subject, message, ({ to }) => to === 'delegated');
  },
};

const account = (Condition?: object, Action = 'kms:*') => ({
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action,
  Resource: '*',
  ...(Condition && { Condition }),
});

export const examples: Examples = {
  wrong: [
    {
      name: 'the default key policy, where the standard forbids delegation',
      standard: 'iamDelegation: forbidden',
      statements: [account()],
    },
    {
      name: 'a condition that everyone meets',
      standard: 'iamDelegation: forbidden',
      statements: [account({ StringEquals: { 'aws:PrincipalAccount': '111122223333' } })],
    },
  ],
  right: [
    {
      name: 'the root user alone',
      standard: 'iamDelegation: forbidden',
      statements: [account({ StringEquals: { 'aws:PrincipalType': 'Account' } })],
    },
    { name: 'the default key policy, where the standard allows delegation', statements: [account()] },
    {
      name: 'the guardian through IAM',
      standard: 'iamDelegation: forbidden',
      statements: [
        account({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/kms-guardian/*' } }),
      ],
    },
    {
      name: 'a role that the policy names, which needs no IAM policy',
      standard: 'iamDelegation: forbidden',
      statements: [{ ...account(), Principal: { AWS: 'arn:aws:iam::111122223333:role/KeyUser' } }],
    },
    {
      name: 'another account, whose IAM policies are its own matter',
      standard: 'iamDelegation: forbidden',
      statements: [{ ...account(), Principal: { AWS: '444455556666' } }],
    },
  ],
};

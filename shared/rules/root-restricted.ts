import { RECOVERY_ACTIONS } from '../policy/actions.ts';
import { above, anyone, everything, only } from './ceiling.ts';
import type { Examples, Rule } from './rule.ts';

export const rootRestricted: Rule = {
  id: 'root-restricted',
  title: 'The root user gets back into a key, and does nothing else with it',
  severity: 'medium',
  area: 'policy',
  duty: 'policy',
  rationale:
    'The root user has no daily work with a key. Restricted, whoever gets hold of it cannot simply decrypt or have the key deleted: it has to change the key policy first, which is seen. It must keep kms:PutKeyPolicy, so that a key is never without anybody who can change its policy.',
  fix: `Give the root user no more than ${[...RECOVERY_ACTIONS].join(', ')}. A statement for the account covers its root user, too: there, add the condition StringNotEquals aws:PrincipalType Account.`,
  controls: { nist: ['AC-5', 'AC-6'] },
  check(subject) {
    const { snapshot, governance } = subject;
    if (governance.rootUser === 'full') return [];
    const ceiling = [
      anyone(everything, { StringNotEquals: { 'aws:PrincipalType': 'Account' } }),
      anyone(everything, { StringNotEquals: { 'aws:PrincipalAccount': snapshot.account } }),
      anyone(only(RECOVERY_ACTIONS)),
    ];
    return above(
      ceiling,
      subject,
      'The key policy gives the root user more than it takes to get back into the key.',
    );
  },
};

const standard = 'rootUser: recovery';
const account = (Action: string | readonly string[], Condition?: object, AWS = '111122223333') => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action,
  Resource: '*',
  ...(Condition && { Condition }),
});
const root = { StringEquals: { 'aws:PrincipalType': 'Account' } };
const notRoot = { StringNotEquals: { 'aws:PrincipalType': 'Account' } };

export const examples: Examples = {
  wrong: [
    { name: 'the root user may do everything', standard, statements: [account('kms:*', root)] },
    {
      name: 'a statement for the account covers its root user',
      standard,
      statements: [account(['kms:Decrypt', 'kms:PutKeyPolicy'])],
    },
    {
      name: 'the root user may have the key deleted',
      standard,
      statements: [account([...RECOVERY_ACTIONS, 'kms:ScheduleKeyDeletion'], root)],
    },
    {
      name: 'anyone of the account',
      standard,
      statements: [account('kms:Encrypt', { StringEquals: { 'aws:PrincipalAccount': '111122223333' } }, '*')],
    },
  ],
  right: [
    {
      name: 'the root user may get back in',
      standard,
      statements: [account([...RECOVERY_ACTIONS], root)],
    },
    {
      name: 'IAM policies may give the rest, and not to the root user',
      standard,
      statements: [account([...RECOVERY_ACTIONS], root), account('kms:*', notRoot)],
    },
    {
      name: 'a role may do everything, which is another rule’s matter',
      standard,
      statements: [account('kms:*', undefined, 'arn:aws:iam::111122223333:role/Team')],
    },
    {
      name: 'another account and its root user may decrypt',
      standard,
      statements: [account('kms:Decrypt', undefined, '444455556666')],
    },
    {
      name: 'a Deny takes the rest from the root user',
      standard,
      statements: [
        account('kms:*'),
        {
          ...account([...RECOVERY_ACTIONS], root, '*'),
          Effect: 'Deny',
          Action: undefined,
          NotAction: [...RECOVERY_ACTIONS],
        },
      ],
    },
    { name: 'the standard asks nothing of the root user', statements: [account('kms:*', root)] },
  ],
};

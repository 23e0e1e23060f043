import { actionsThatCarry } from '../policy/condition-keys.ts';
import { above, allBut, anyone, only, rootUser, services } from './ceiling.ts';
import type { Examples, Rule } from './rule.ts';

export const encryptionContext: Rule = {
  id: 'encryption-context',
  title: 'A key is used with the encryption context that the standard asks',
  severity: 'medium',
  area: 'policy',
  duty: 'policy',
  rationale:
    'The encryption context binds a ciphertext to what it is for, and tells in CloudTrail what was decrypted.',
  fix: 'Add a condition on kms:EncryptionContext:KEY to the statements for users.',
  controls: { nist: ['SC-13', 'AU-2'] },
  check(subject) {
    const wanted = Object.entries(subject.governance.usage.encryptionContext);
    if (wanted.length === 0) return [];
    const context = Object.fromEntries(
      wanted.map(([key, values]) => [`kms:EncryptionContext:${key}`, values]),
    );
    // The actions that take a context; grants may be made without.
    const actions = [...(actionsThatCarry('kms:EncryptionContext:x') ?? [])].filter(
      (name) => !/Grant$/.test(name),
    );
    const ceiling = [
      services,
      rootUser,
      anyone(allBut(actions)),
      anyone(only(actions), { StringLike: context }),
    ];
    return above(ceiling, subject, 'The key policy lets the key be used without its encryption context.');
  },
};

const standard = 'usage: { encryptionContext: { app: [payments] } }';
const user = (Action: string, Condition?: object) => ({
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:role/KeyUser' },
  Action,
  Resource: '*',
  ...(Condition && { Condition }),
});

export const examples: Examples = {
  wrong: [
    { name: 'a user without a context', standard, statements: [user('kms:Decrypt')] },
    {
      name: 'a user with another context',
      standard,
      statements: [user('kms:Decrypt', { StringEquals: { 'kms:EncryptionContext:app': 'other' } })],
    },
  ],
  right: [
    {
      name: 'a user with the context',
      standard,
      statements: [user('kms:Decrypt', { StringEquals: { 'kms:EncryptionContext:app': 'payments' } })],
    },
    { name: 'signing, which takes no context', standard, statements: [user('kms:Sign')] },
    {
      name: 'grants, which may be made without a context',
      standard,
      statements: [user('kms:CreateGrant')],
    },
    {
      name: 'the root user, who cannot be kept from the key',
      standard,
      statements: [
        {
          ...user('kms:*', { StringEquals: { 'aws:PrincipalType': 'Account' } }),
          Principal: { AWS: '111122223333' },
        },
      ],
    },
    { name: 'no context is asked for', statements: [user('kms:Decrypt')] },
  ],
};

import { describePrincipals } from '../policy/explain.ts';
import { isAboutKey } from '../policy/matching.ts';
import { keyPolicy } from './key-policy.ts';
import type { Examples, Rule } from './rule.ts';

export const noNotPrincipal: Rule = {
  id: 'no-not-principal',
  title: 'No statement allows everybody but a few',
  severity: 'high',
  area: 'policy',
  duty: 'policy',
  rationale:
    'An Allow with NotPrincipal lets in the whole world less those it names. AWS advises never to use it.',
  fix: 'Name those who are to be let in, under Principal.',
  controls: { nist: ['AC-6'] },
  check({ snapshot }) {
    const policy = keyPolicy(snapshot);
    const wide = (policy?.statements ?? []).filter(
      (statement) =>
        statement.effect === 'Allow' &&
        statement.principals.negated &&
        statement.actions.size > 0 &&
        policy !== undefined &&
        isAboutKey(statement, policy),
    );
    if (wide.length === 0) return [];
    return [
      {
        message: 'A statement allows everybody but those it names.',
        evidence: wide.map(({ principals }) => describePrincipals(principals)),
        statements: wide.map(({ index }) => index),
        remedy: 'revert-policy',
      },
    ];
  },
};

const statement = (fields: object) => ({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', ...fields });
const role = { AWS: 'arn:aws:iam::111122223333:role/App' };

export const examples: Examples = {
  wrong: [
    { name: 'everybody but a role', statements: [statement({ NotPrincipal: role })] },
    {
      name: 'everybody but a role, under a condition',
      statements: [
        statement({
          NotPrincipal: role,
          Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } },
        }),
      ],
    },
    {
      name: 'two statements beside one that names a role',
      statements: [
        statement({ NotPrincipal: role }),
        statement({ Principal: role }),
        statement({ NotPrincipal: role, Action: 'kms:Sign' }),
      ],
    },
  ],
  right: [
    {
      name: 'a Deny of everybody but a role',
      statements: [statement({ NotPrincipal: role, Effect: 'Deny' })],
    },
    { name: 'a role', statements: [statement({ Principal: role })] },
    {
      name: 'everybody but a role, to do what is no action on a key',
      statements: [statement({ NotPrincipal: role, Action: 's3:GetObject' })],
    },
    {
      name: 'everybody but a role, on another key',
      statements: [
        statement({ NotPrincipal: role, Resource: 'arn:aws:kms:us-east-1:111122223333:key/another' }),
      ],
    },
  ],
};

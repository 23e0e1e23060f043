import { USE_ACTIONS } from '../policy/actions.ts';
import { conditionOn } from '../policy/condition-json.ts';
import { actionsThatCarry } from '../policy/condition-keys.ts';
import { above, allBut, anyone, only, rootUser, services } from './ceiling.ts';
import type { Examples, Rule } from './rule.ts';

export const requiredConditions: Rule = {
  id: 'required-conditions',
  title: 'A key is used under the conditions that the standard asks',
  severity: 'high',
  area: 'policy',
  duty: 'policy',
  rationale:
    'A condition such as aws:SourceVpc or aws:PrincipalTag keeps the key for one purpose, whoever the policy names.',
  fix: 'Add the condition to the statements for users. One on the network (aws:SourceVpc, aws:SourceIp) shuts out AWS services that call KMS for you, too: their calls come from elsewhere.',
  controls: { nist: ['AC-3', 'AC-6'] },
  check(subject) {
    return Object.entries(subject.governance.usage.conditions).flatMap(([key, values]) => {
      const carriers = actionsThatCarry(key) ?? USE_ACTIONS;
      // Of what cannot carry the key nothing can be asked.
      const actions = [...USE_ACTIONS].filter((action) => carriers.has(action));
      const ceiling = [
        services,
        rootUser,
        anyone(allBut(actions)),
        anyone(only(actions), conditionOn(key, values)),
      ];
      return above(ceiling, subject, `The key policy lets the key be used without the condition on ${key}.`);
    });
  },
};

const vpc = 'usage: { conditions: { aws:SourceVpc: [vpc-1a2b3c4d] } }';
const team = 'usage: { conditions: { aws:PrincipalTag/team: [pay*, orders] } }';
const mfa = 'usage: { conditions: { aws:MultiFactorAuthPresent: ["true"] } }';
const algorithm = 'usage: { conditions: { kms:EncryptionAlgorithm: [SYMMETRIC_DEFAULT] } }';
const both = 'usage: { conditions: { aws:SourceVpc: [vpc-1a2b3c4d], aws:PrincipalTag/team: ["*"] } }';

const user = (Action: string | readonly string[], Condition?: object) => ({
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:role/KeyUser' },
  Action,
  Resource: '*',
  ...(Condition && { Condition }),
});

export const examples: Examples = {
  wrong: [
    { name: 'a user from whichever VPC', standard: vpc, statements: [user('kms:Decrypt')] },
    {
      name: 'a user whose tag has another value',
      standard: team,
      statements: [user('kms:Sign', { StringLike: { 'aws:PrincipalTag/team': ['p*', 'orders'] } })],
    },
    {
      name: 'a condition that holds where the key is absent',
      standard: mfa,
      statements: [user('kms:Decrypt', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } })],
    },
    {
      name: 'one of two conditions',
      standard: both,
      statements: [user('kms:Encrypt', { StringEquals: { 'aws:SourceVpc': 'vpc-1a2b3c4d' } })],
    },
    {
      name: 'IAM policies may give the use without it',
      standard: algorithm,
      statements: [{ ...user('kms:*'), Principal: { AWS: '111122223333' } }],
    },
  ],
  right: [
    {
      name: 'a user of the VPC',
      standard: vpc,
      statements: [user('kms:Decrypt', { StringEquals: { 'aws:sourceVpc': 'vpc-1a2b3c4d' } })],
    },
    {
      name: 'everybody, less who has another tag by a Deny',
      standard: team,
      statements: [
        user(['kms:Decrypt', 'kms:Sign']),
        {
          ...user('kms:*', { StringNotLike: { 'aws:PrincipalTag/team': ['payments', 'orders'] } }),
          Effect: 'Deny',
          Principal: '*',
        },
      ],
    },
    {
      name: 'a truth value',
      standard: mfa,
      statements: [user('kms:Decrypt', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })],
    },
    {
      name: 'both of two conditions, of which one takes any value',
      standard: both,
      statements: [
        user('kms:Encrypt', {
          StringEquals: { 'aws:SourceVpc': 'vpc-1a2b3c4d', 'aws:PrincipalTag/team': 'payments' },
        }),
      ],
    },
    {
      name: 'what cannot carry the key, and what is no use of the key',
      standard: algorithm,
      statements: [
        user('kms:Decrypt', { StringEquals: { 'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT' } }),
        user(['kms:Sign', 'kms:DescribeKey']),
      ],
    },
    {
      name: 'a service and the root user',
      standard: vpc,
      statements: [
        { ...user('kms:Decrypt'), Principal: { Service: 'cloudtrail.amazonaws.com' } },
        {
          ...user('kms:*', { StringEquals: { 'aws:PrincipalType': 'Account' } }),
          Principal: { AWS: '111122223333' },
        },
      ],
    },
    { name: 'no condition is asked', statements: [user('kms:Decrypt')] },
  ],
};

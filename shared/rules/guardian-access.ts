import { asPolicy, named, only } from './ceiling.ts';
import { accessGained } from './compared.ts';
import { keyPolicy } from './key-policy.ts';
import type { Examples, Rule } from './rule.ts';

/**
 * What the guardian does to keys day by day: look at one, put its policy, state and rotation right. What it needs only for
 * grants, labels and containment is not asked: where it lacks that, the step that is refused says so, loudly.
 */
const NEEDED = [
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:CancelKeyDeletion',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
];

export const guardianAccess: Rule = {
  id: 'guardian-access',
  title: 'The guardian can see a key and put it right',
  severity: 'high',
  area: 'policy',
  duty: 'policy',
  rationale: 'A key policy that shuts the guardian out switches this governance off for the key.',
  fix: 'Keep the statement for the roles under /kms-guardian/, and no Deny that covers them.',
  controls: { nist: ['AU-9', 'CM-3'] },
  check({ snapshot, governance }) {
    const policy = keyPolicy(snapshot);
    if (policy === undefined) return [];
    const Statement = named(governance.roles.guardian, only(NEEDED), snapshot).map((allowance) => ({
      ...allowance,
      // Through IAM is enough: the guardian's roles have policies of their own.
      Principal: { AWS: snapshot.account },
    }));
    const needed = asPolicy(Statement, snapshot);
    // What the policy lacks is what the need would gain over it.
    const { gained: lacking } = accessGained(policy, needed);
    if (lacking.length === 0) return [];
    return [
      {
        message: 'The key policy shuts the guardian out of something it has to do.',
        evidence: lacking.map(({ text }) => `is missing: ${text}`),
        remedy: 'revert-policy',
      },
    ];
  },
};

const account = (Condition?: object, Action: readonly string[] = ['kms:*']) => ({
  Effect: 'Allow',
  Principal: { AWS: '111122223333' },
  Action,
  Resource: '*',
  ...(Condition && { Condition }),
});
const guardian = { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/kms-guardian/*' } };

export const examples: Examples = {
  wrong: [
    {
      name: 'the root user alone is let in',
      statements: [account({ StringEquals: { 'aws:PrincipalType': 'Account' } })],
    },
    {
      name: 'a Deny covers the guardian',
      statements: [account(), { ...account(guardian, ['kms:PutKeyPolicy']), Effect: 'Deny' }],
    },
    {
      name: 'the guardian may look, and not put right',
      statements: [account(guardian, ['kms:Describe*', 'kms:Get*'])],
    },
  ],
  right: [
    { name: 'IAM gives the guardian access', statements: [account()] },
    { name: 'one statement lets the guardian in', statements: [account(guardian, NEEDED)] },
  ],
};

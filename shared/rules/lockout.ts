import { policyOwners } from '../policy/lockout.ts';
import { keyPolicy } from './key-policy.ts';
import type { Examples, Rule } from './rule.ts';

export const lockout: Rule = {
  id: 'lockout',
  title: 'Somebody can change the key policy',
  severity: 'critical',
  area: 'policy',
  duty: 'policy',
  rationale: 'A key whose policy nobody can change is lost to its team: only AWS Support can help.',
  fix: 'Keep the statement for the account’s root user.',
  controls: { nist: ['CP-9'] },
  check({ snapshot }) {
    const policy = keyPolicy(snapshot);
    if (policy === undefined || policyOwners(policy).length > 0) return [];
    return [
      {
        message: 'Nobody is known who could change this key policy.',
        evidence: ['neither the root user nor a principal that the policy names may call PutKeyPolicy'],
        remedy: 'revert-policy',
      },
    ];
  },
};

const allow = (AWS: string, ...Action: readonly string[]) => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action,
  Resource: '*',
});
const ROOT = 'arn:aws:iam::111122223333:root';

export const examples: Examples = {
  wrong: [
    {
      name: 'users alone are left',
      statements: [allow('arn:aws:iam::111122223333:role/KeyUser', 'kms:Decrypt')],
    },
    {
      name: 'a Deny covers everyone',
      statements: [allow(ROOT, 'kms:*'), { ...allow('*', 'kms:PutKeyPolicy'), Effect: 'Deny' }],
    },
  ],
  right: [
    { name: 'the root user may', statements: [allow(ROOT, 'kms:*')] },
    {
      name: 'an owner may',
      statements: [allow('arn:aws:iam::111122223333:role/KeyOwner', 'kms:PutKeyPolicy')],
    },
  ],
};

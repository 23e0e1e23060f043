import { KEY_ACTIONS } from '../policy/actions.ts';
import { decide } from '../policy/decide.ts';
import type { Policy } from '../policy/policy.ts';
import { keyPolicy } from './key-policy.ts';
import type { Examples, Rule } from './rule.ts';

export const noFullAccess: Rule = {
  id: 'no-full-access',
  title: 'Nobody but the root user has every permission on a key',
  severity: 'high',
  area: 'policy',
  duty: 'policy',
  rationale: 'A role with kms:* needs nobody’s help to read the data, hand it on and destroy the key.',
  fix: 'Give the role the actions it needs.',
  controls: { nist: ['AC-5', 'AC-6'] },
  check({ snapshot }) {
    const policy = keyPolicy(snapshot);
    const full = policy === undefined ? [] : namedIn(policy).filter((arn) => mayEverything(policy, arn));
    if (full.length === 0) return [];
    return [
      {
        message: 'The key policy gives a principal every permission on the key.',
        evidence: full.map((arn) => `${arn} may do all ${KEY_ACTIONS.size} actions on a key`),
        remedy: 'revert-policy',
      },
    ];
  },
};

function namedIn({ statements }: Policy): readonly string[] {
  const arns = statements.flatMap(({ principals }) =>
    principals.any.flatMap((principal) =>
      principal.kind === 'role' || principal.kind === 'user' ? principal.arn : [],
    ),
  );
  return [...new Set(arns)];
}

/** Without a condition on the request; asked first for what few may. */
function mayEverything(policy: Policy, principal: string): boolean {
  const may = (action: string) => decide(policy, { principal, action }).decision === 'allowed';
  return may('kms:PutKeyPolicy') && may('kms:Decrypt') && [...KEY_ACTIONS].every(may);
}

const allow = (...Action: readonly string[]) => ({
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:role/Team' },
  Action,
  Resource: '*',
});
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `kms:${letter}*`);

export const examples: Examples = {
  wrong: [
    { name: 'a role with kms:*', statements: [allow('kms:*')] },
    {
      name: 'the same in other words',
      statements: [allow(...LETTERS.slice(0, 9)), allow(...LETTERS.slice(9))],
    },
    {
      name: 'a user with kms:*',
      statements: [{ ...allow('kms:*'), Principal: { AWS: 'arn:aws:iam::111122223333:user/alice' } }],
    },
  ],
  right: [
    {
      name: 'a role with everything but one action',
      statements: [{ ...allow(), Action: undefined, NotAction: 'kms:DeleteAlias' }],
    },
    {
      name: 'the root user',
      statements: [{ ...allow('kms:*'), Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
    },
  ],
};

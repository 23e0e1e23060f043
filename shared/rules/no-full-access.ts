import { KEY_ACTIONS } from '../policy/actions.ts';
import type { Policy } from '../policy/policy.ts';
import { whoMayEverything } from '../policy/who-can.ts';
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
    const full =
      policy !== undefined && mayBeFull(policy)
        ? whoMayEverything(policy).filter((who) => ONE.test(who))
        : [];
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

/** A role, a user or a session, or a pattern of them; not an account, which stands for many. */
const ONE = /:(role|user|assumed-role|federated-user)\/|.[*?]|[*?]./;

/**
 * Whether the statements that let somebody in directly hold every action between them: cheap, true of few policies, and
 * true or not of policies that are too much to go through, too.
 */
function mayBeFull({ statements }: Policy): boolean {
  const direct = statements.filter(
    ({ effect, principals: { negated, any } }) =>
      effect === 'Allow' && (negated || any.some(({ kind }) => kind !== 'account' && kind !== 'service')),
  );
  return new Set(direct.flatMap(({ actions }) => [...actions])).size === KEY_ACTIONS.size;
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
    {
      name: 'a role with kms:* under a condition that every request meets',
      statements: [{ ...allow('kms:*'), Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    },
    {
      name: 'a session of a role with kms:*',
      statements: [
        {
          ...allow('kms:*'),
          Principal: { AWS: 'arn:aws:sts::111122223333:assumed-role/Team/alice' },
        },
      ],
    },
    {
      name: 'a role with one half of the actions over TLS and the other half through a VPC endpoint',
      statements: [
        { ...allow(...LETTERS.slice(0, 9)), Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
        { ...allow(...LETTERS.slice(9)), Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } } },
      ],
    },
    {
      name: 'the roles of a pattern with kms:*',
      statements: [
        {
          ...allow('kms:*'),
          Principal: '*',
          Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/KeyAdmin*' } },
        },
      ],
    },
    {
      name: 'the roles of a pattern that leaves the account to another condition',
      statements: [
        {
          ...allow('kms:*'),
          Principal: '*',
          Condition: {
            StringEquals: { 'aws:PrincipalAccount': '111122223333' },
            StringLike: { 'aws:PrincipalArn': '*Admin' },
          },
        },
      ],
    },
    {
      name: 'a role with kms:*, named beside its account',
      statements: [
        {
          ...allow('kms:*'),
          Principal: { AWS: ['arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:role/Team'] },
        },
      ],
    },
    {
      name: 'a role with kms:*, as everybody has but another role',
      statements: [
        {
          ...allow('kms:*'),
          Principal: undefined,
          NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/Other' },
        },
        allow('kms:Decrypt'),
      ],
    },
  ],
  right: [
    {
      name: 'a role with kms:* under a condition that few actions can meet',
      statements: [{ ...allow('kms:*'), Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } }],
    },
    {
      name: 'a role with kms:*, of which a Deny takes the policy back',
      statements: [allow('kms:*'), { ...allow('kms:PutKeyPolicy'), Effect: 'Deny' }],
    },
    {
      name: 'two roles with half of the actions each',
      statements: [
        allow(...LETTERS.slice(0, 9)),
        { ...allow(...LETTERS.slice(9)), Principal: { AWS: 'arn:aws:iam::111122223333:role/Other' } },
      ],
    },
    {
      name: 'a role with everything but one action',
      statements: [{ ...allow(), Action: undefined, NotAction: 'kms:DeleteAlias' }],
    },
    {
      name: 'the root user',
      statements: [{ ...allow('kms:*'), Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
    },
    { name: 'a policy that nobody can read, which another rule tells', snapshot: { policy: '{' } },
    {
      name: 'the root user, beside two roles with half of the actions each',
      statements: [
        { ...allow('kms:*'), Principal: { AWS: 'arn:aws:iam::111122223333:root' } },
        allow(...LETTERS.slice(0, 9)),
        { ...allow(...LETTERS.slice(9)), Principal: { AWS: 'arn:aws:iam::111122223333:role/Other' } },
      ],
    },
  ],
};

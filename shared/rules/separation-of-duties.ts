import { ADMINISTER_ACTIONS, expandActions, OWN_ACTIONS, USE_ACTIONS } from '../policy/actions.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import type { Capability, Duties } from '../policy/who-can.ts';
import { whoCan } from '../policy/who-can.ts';
import type { RoleActions } from '../standard/standard.ts';
import { keyPolicy } from './key-policy.ts';
import type { Examples, Rule } from './rule.ts';

export const separationOfDuties: Rule = {
  id: 'separation-of-duties',
  title: 'Nobody both manages a key and uses it',
  severity: 'high',
  area: 'policy',
  duty: 'policy',
  rationale:
    'One person who can manage a key, or its policy, and decrypt with it can do harm alone and hide it. Two would have to agree.',
  fix: 'Give the cryptographic actions to one role and the management of the key to another.',
  controls: { nist: ['AC-5'] },
  check({ snapshot, governance }) {
    const policy = keyPolicy(snapshot);
    if (policy === undefined) return [];
    const all = whoCan(withoutServiceGrants(policy), dutiesOf(governance.actions), { patterns: true });
    const both = all.filter(doesBoth);
    if (both.length === 0) return [];
    return [
      {
        message: 'The key policy lets the same principal manage the key and use it.',
        evidence: [
          ...new Set(
            both.map(
              ({ principal, own, administer }) =>
                `${principal} may use the key, and ${own === 'allowed' ? 'change its policy' : 'manage it'}${own === 'allowed' && administer === 'allowed' ? ', and manage it' : ''}`,
            ),
          ),
        ],
        remedy: 'revert-policy',
      },
    ];
  },
};

/**
 * What the standard lists for users is no management, and what it lists for those who manage is no use, except where it
 * lists it for both. Setting the policy always counts.
 */
function dutiesOf({ administrators, owners, users }: RoleActions): Duties {
  const [managing, using] = [expandActions([...administrators, ...owners]), expandActions(users)];
  const without = (duty: ReadonlySet<string>, others: ReadonlySet<string>, own: ReadonlySet<string>) =>
    new Set([...duty].filter((action) => own.has(action) || !others.has(action)));
  return {
    administer: without(ADMINISTER_ACTIONS, using, managing),
    own: OWN_ACTIONS,
    use: without(USE_ACTIONS, managing, using),
  };
}

/** Grants that AWS services alone can be given, for a volume or a database of the user's, manage nothing. */
function withoutServiceGrants(policy: Policy): Policy {
  return { ...policy, statements: policy.statements.filter((each) => !grantsToServices(each)) };
}

function grantsToServices({ effect, actions, conditions }: Statement): boolean {
  const forServices = conditions.some(
    ({ key, operator, ifExists, quantifier, values }) =>
      key.toLowerCase() === 'kms:grantisforawsresource' &&
      operator === 'Bool' &&
      !ifExists &&
      quantifier === undefined &&
      values.every((value) => value.toLowerCase() === 'true'),
  );
  return effect === 'Allow' && forServices && [...actions].every((action) => action.includes('Grant'));
}

/**
 * A role, a user or a session that is let in for both directly, or one that a pattern of `aws:PrincipalArn` lets in.
 * Accounts and `*` stand for many, and what IAM gives is IAM's matter.
 */
function doesBoth({ principal, administer, own, use }: Capability): boolean {
  return (
    principal !== '*' &&
    /[*?]|:(role|user|assumed-role|federated-user)\//.test(principal) &&
    use === 'allowed' &&
    (administer === 'allowed' || own === 'allowed')
  );
}

const allow = (role: string, ...Action: readonly string[]) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::111122223333:role/${role}` },
  Action,
  Resource: '*',
});
const byPattern = (role: string, Action: string) => ({
  ...allow(role, Action),
  Principal: '*',
  Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::111122223333:role/${role}` } },
});
const grants = (Condition: object) => ({ ...allow('Team', 'kms:CreateGrant'), Condition });

export const examples: Examples = {
  wrong: [
    {
      name: 'a user who makes whatever grants it likes',
      statements: [allow('Team', 'kms:Decrypt'), allow('Team', 'kms:CreateGrant')],
    },
    { name: 'one role with everything', statements: [allow('Team', 'kms:*')] },
    {
      name: 'one session of a role with everything',
      statements: [
        {
          ...allow('Team', 'kms:*'),
          Principal: { AWS: 'arn:aws:sts::111122223333:assumed-role/Team/alice' },
        },
      ],
    },
    {
      name: 'a role that uses the key, and a session of it that disables it',
      statements: [
        allow('Team', 'kms:Decrypt'),
        {
          ...allow('Team', 'kms:DisableKey'),
          Principal: { AWS: 'arn:aws:sts::111122223333:assumed-role/Team/alice' },
        },
      ],
    },
    {
      name: 'one role by two statements',
      statements: [allow('Team', 'kms:Decrypt'), allow('Team', 'kms:PutKeyPolicy')],
    },
    {
      name: 'a user who does what the standard lists for users and administrators alike',
      standard: 'actions: { users: [kms:Decrypt, kms:TagResource], administrators: [kms:*Resource] }',
      statements: [allow('Team', 'kms:Decrypt', 'kms:TagResource')],
    },
    {
      name: 'one who verifies, which the standard lists for users and administrators alike, and disables the key',
      standard: 'actions: { users: [kms:Verify], administrators: [kms:Verify, kms:DisableKey] }',
      statements: [allow('Team', 'kms:Verify', 'kms:DisableKey')],
    },
    {
      name: 'a user who sets the policy, which the standard lists for users',
      standard: 'actions: { users: [kms:Decrypt, kms:PutKeyPolicy] }',
      statements: [allow('Team', 'kms:Decrypt', 'kms:PutKeyPolicy')],
    },
    {
      name: 'a user who makes the grants that no AWS service asks for',
      statements: [allow('Team', 'kms:Decrypt'), grants({ Bool: { 'kms:GrantIsForAWSResource': 'false' } })],
    },
    {
      name: 'a user who makes either kind of grants',
      statements: [
        allow('Team', 'kms:Decrypt'),
        grants({ Bool: { 'kms:GrantIsForAWSResource': ['true', 'false'] } }),
      ],
    },
    {
      name: 'a user who makes grants where the key of the condition is absent',
      statements: [
        allow('Team', 'kms:Decrypt'),
        grants({ BoolIfExists: { 'kms:GrantIsForAWSResource': 'true' } }),
      ],
    },
    {
      name: 'a user who makes grants under another condition',
      statements: [allow('Team', 'kms:Decrypt'), grants({ Bool: { 'aws:SecureTransport': 'true' } })],
    },
    {
      name: 'a user who makes grants where the condition asks that its key be absent',
      statements: [allow('Team', 'kms:Decrypt'), grants({ Null: { 'kms:GrantIsForAWSResource': 'true' } })],
    },
    {
      name: 'a user who makes grants where each of no values is true',
      statements: [
        allow('Team', 'kms:Decrypt'),
        grants({ 'ForAllValues:Bool': { 'kms:GrantIsForAWSResource': 'true' } }),
      ],
    },
    {
      name: 'a user who manages the key where grants are for AWS services',
      statements: [
        allow('Team', 'kms:Decrypt'),
        { ...grants({ Bool: { 'kms:GrantIsForAWSResource': 'true' } }), Action: 'kms:*' },
      ],
    },
    {
      name: 'the roles of a pattern with everything',
      statements: [byPattern('KeyAdmin*', 'kms:*')],
    },
    {
      name: 'a role that two patterns let in, one for use and one for management',
      statements: [byPattern('App*', 'kms:Decrypt'), byPattern('*Admin', 'kms:DisableKey')],
    },
    {
      name: 'whoever has a name that ends so, whatever the account and the path',
      statements: [
        { ...byPattern('', 'kms:*'), Condition: { StringLike: { 'aws:PrincipalArn': '*Admin' } } },
      ],
    },
    {
      name: 'the users of the account by a pattern of the ARN',
      statements: [
        {
          ...byPattern('', 'kms:*'),
          Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:us*' } },
        },
      ],
    },
  ],
  right: [
    {
      name: 'whoever has an ARN, which is a matter of other rules',
      statements: [{ ...byPattern('', 'kms:*'), Condition: { ArnLike: { 'aws:PrincipalArn': '*' } } }],
    },
    {
      name: 'the root user, which cannot be kept from its key',
      statements: [
        {
          ...allow('Team', 'kms:*'),
          Principal: { AWS: '111122223333' },
          Condition: { StringEquals: { 'aws:PrincipalType': 'Account' } },
        },
      ],
    },
    {
      name: 'a user from whom two Denies take all grants, for AWS services and for others',
      statements: [
        allow('Team', 'kms:Decrypt', 'kms:CreateGrant'),
        { ...grants({ Bool: { 'kms:GrantIsForAWSResource': 'true' } }), Effect: 'Deny' },
        { ...grants({ BoolIfExists: { 'kms:GrantIsForAWSResource': 'false' } }), Effect: 'Deny' },
      ],
    },
    {
      name: 'two patterns, of which one role can have but one',
      statements: [
        {
          ...byPattern('App*', 'kms:Decrypt'),
          Condition: {
            ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/App*' },
            ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*Admin' },
          },
        },
        byPattern('*Admin', 'kms:DisableKey'),
      ],
    },
    {
      name: 'two roles',
      statements: [allow('Team', 'kms:Decrypt'), allow('Owner', 'kms:PutKeyPolicy', 'kms:GetKeyPolicy')],
    },
    {
      name: 'a user who makes the grants that AWS services ask for',
      statements: [
        allow('Team', 'kms:Decrypt'),
        {
          ...allow('Team', 'kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'),
          Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
        },
      ],
    },
    {
      name: 'a user who tags the key, which the standard lists for users',
      standard: 'actions: { users: [kms:Decrypt, kms:TagResource] }',
      statements: [allow('Team', 'kms:Decrypt', 'kms:TagResource')],
    },
    {
      name: 'an administrator who verifies, which the standard lists for administrators',
      standard: 'actions: { administrators: [kms:Verify, kms:DisableKey] }',
      statements: [allow('Team', 'kms:Verify', 'kms:DisableKey')],
    },
    {
      name: 'an owner who verifies, which the standard lists for owners',
      standard: 'actions: { owners: [kms:Verify, kms:PutKeyPolicy] }',
      statements: [allow('Team', 'kms:Verify', 'kms:PutKeyPolicy')],
    },
    {
      name: 'everything, less what a Deny takes back',
      statements: [
        allow('Owner', 'kms:PutKeyPolicy', 'kms:*crypt'),
        { ...allow('Owner', 'kms:*crypt'), Effect: 'Deny' },
      ],
    },
  ],
};

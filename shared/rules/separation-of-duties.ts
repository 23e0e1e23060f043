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
    const both = whoCan(withoutServiceGrants(policy), dutiesOf(governance.actions)).filter(doesBoth);
    if (both.length === 0) return [];
    return [
      {
        message: 'The key policy lets the same principal manage the key and use it.',
        evidence: both.map(
          ({ principal, own, administer }) =>
            `${principal} may use the key, and ${own === 'allowed' ? 'change its policy' : 'manage it'}${own === 'allowed' && administer === 'allowed' ? ', and manage it' : ''}`,
        ),
        remedy: 'revert-policy',
      },
    ];
  },
};

/**
 * What the standard lists for users is use, and what it lists for those who manage is management, whatever it is
 * otherwise; what it lists for both is both. An owner's duty is always a duty apart.
 */
function dutiesOf({ administrators, owners, users }: RoleActions): Duties {
  const [managing, using] = [expandActions([...administrators, ...owners]), expandActions(users)];
  const all = [...ADMINISTER_ACTIONS, ...USE_ACTIONS];
  const duty = (usual: ReadonlySet<string>, own: ReadonlySet<string>, other: ReadonlySet<string>) =>
    new Set(all.filter((action) => own.has(action) || (usual.has(action) && !other.has(action))));
  return {
    administer: duty(ADMINISTER_ACTIONS, managing, using),
    own: OWN_ACTIONS,
    use: duty(USE_ACTIONS, using, managing),
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
  return effect === 'Allow' && forServices && [...actions].every((action) => /Grants?$/.test(action));
}

/** A role or user that is let in for both directly. Accounts stand for many, and what IAM gives is IAM's matter. */
function doesBoth({ principal, administer, own, use }: Capability): boolean {
  return (
    /:(role|user)\//.test(principal) && use === 'allowed' && (administer === 'allowed' || own === 'allowed')
  );
}

const allow = (role: string, ...Action: readonly string[]) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::111122223333:role/${role}` },
  Action,
  Resource: '*',
});

export const examples: Examples = {
  wrong: [
    {
      name: 'a user who makes whatever grants it likes',
      statements: [allow('Team', 'kms:Decrypt'), allow('Team', 'kms:CreateGrant')],
    },
    { name: 'one role with everything', statements: [allow('Team', 'kms:*')] },
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
      name: 'one who verifies, which the standard lists for administrators, and decrypts',
      standard: 'actions: { administrators: [kms:Verify] }',
      statements: [allow('Team', 'kms:Decrypt', 'kms:Verify')],
    },
  ],
  right: [
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
      name: 'everything, less what a Deny takes back',
      statements: [
        allow('Owner', 'kms:PutKeyPolicy', 'kms:*crypt'),
        { ...allow('Owner', 'kms:*crypt'), Effect: 'Deny' },
      ],
    },
  ],
};

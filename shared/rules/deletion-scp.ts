import type { AccountSnapshot } from '../perimeter/account.ts';
import { onlyDeletersDestroyKeys } from '../render/service-control-policy.ts';
import { leftAble } from './deletion-control.ts';
import type { Examples, Rule, Subject, Violation } from './rule.ts';

/**
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export const deletionScp: Rule<'account'> = {
  id: 'deletion-scp',
  scope: 'account',
  title: 'Service control policies leave deleting keys to those whom the standard names',
  severity: 'high',
  area: 'perimeter',
  duty: 'perimeter',
  rationale:
    'Whoever may change key policies can give itself the deletion; a service control policy stands above that, and above the root user. It has to deny: one that only allows limits nobody, because FullAWSAccess, which AWS attaches to everything, allows all; and without FullAWSAccess it would forbid the account everything else. At every level from the root to the account something must allow, and nothing may deny. What counts is who is left able to schedule a deletion or delete imported key material, whatever the text. No SCP binds the management account or service-linked roles.',
  fix: 'Leave FullAWSAccess attached, and attach beside it, to the root or to an OU above the account, the policy that `kms-guardian render scp` writes.',
  controls: { nist: ['AC-3(7)', 'AC-5', 'AC-6'] },
  check(subject) {
    const { snapshot, governance } = subject;
    if (!governance.perimeter.deletionAccounts.includes(snapshot.account)) return [];
    const unbound = whyUnbound(snapshot);
    return unbound === undefined ? whoIsLeft(subject) : [unbound];
  },
};

/** Why no service control policy binds the account, where none does. */
function whyUnbound({ account, management, levels }: AccountSnapshot): Violation | undefined {
  if (management)
    return {
      message: 'This is the management account, which no service control policy binds.',
      evidence: [
        `whoever IAM and the key policies let may delete the keys of ${account}, the root user, too`,
      ],
      fix: 'Keep the keys in a member account.',
    };
  if (levels.length === 0)
    return {
      message: 'This account is not in the organization, so none of its service control policies binds it.',
      fix: 'Have the account join the organization, or take it off perimeter.deletionAccounts.',
    };
  const bare = levels.filter(({ policies }) => policies.length === 0);
  if (bare.length === 0) return undefined;
  return {
    message: 'Service control policies are switched off, so none binds this account.',
    evidence: [`nothing is attached to ${bare.map(({ target }) => target).join(', ')}`],
    fix: 'Enable the policy type SERVICE_CONTROL_POLICY for the root: aws organizations enable-policy-type. Everything then starts with FullAWSAccess alone: attach the policy that `kms-guardian render scp` writes.',
  };
}

function whoIsLeft({ snapshot, governance }: Subject<'account'>): readonly Violation[] {
  const { account, arn } = snapshot;
  const { allowedTo } = governance.deletion;
  const { others, because, undecided, deleters } = leftAble(snapshot, allowedTo);
  const [first, ...more] = others;
  const evidence = [
    ...more,
    ...undecided.map((reason) => `could not be decided, so counts: ${reason}`),
    ...because,
  ];
  const statement = onlyDeletersDestroyKeys(allowedTo, { account, partition: arn.split(':')[1] ?? 'aws' });
  const fix = `${deletionScp.fix} What matters of it: ${JSON.stringify(statement)}`;
  return [
    ...(first === undefined
      ? []
      : [
          {
            message: `The service control policies leave others able to destroy keys: ${first}.`,
            evidence,
            fix,
          },
        ]),
    ...(first === undefined && undecided.length > 0
      ? [
          {
            message: 'Whom the service control policies leave able to destroy keys cannot be told.',
            evidence,
            fix,
          },
        ]
      : []),
    ...(deleters || !allowedTo.some((each) => isOf(account, each))
      ? []
      : [
          {
            message:
              'The service control policies leave none of those whom the standard lets delete keys able to.',
            evidence: [`the standard lets ${allowedTo.join(', ')}`],
            fix: 'At every level something must allow it, and no Deny may be about them: except them from the Deny by ArnNotLike on aws:PrincipalArn, as `kms-guardian render scp` does.',
            severity: 'medium' as const,
          },
        ]),
  ];
}

/** Whether a principal can be one of the account. */
const isOf = (account: string, pattern: string) =>
  !pattern.startsWith('arn:') || pattern.split(':')[4] === account;

const mine = '111122223333';
const standard = `perimeter: { deletionAccounts: ["${mine}"] }`;
const document = (statements: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const fullAccess = { id: 'p-FullAWSAccess', name: 'FullAWSAccess', text: document([everything]) };

type Over = Readonly<Record<string, readonly object[]>>;

/** Policies by the level they are attached to: `root`, `ou`, `account`; beside FullAWSAccess, or in its place. */
function attached({ root = [], ou = [], account = [] }: Over, beside = [fullAccess]) {
  return {
    levels: [
      { target: 'r-ab12', statements: root },
      { target: 'ou-ab12-12345678', statements: ou },
      { target: mine, statements: account },
    ].map(({ target, statements }) => ({
      target,
      policies: [
        ...(statements.length === 0 ? [fullAccess] : beside),
        ...(statements.length === 0 ? [] : [{ id: 'p-keys', name: 'Keys', text: document(statements) }]),
      ],
    })),
  };
}

const example = (name: string, over: Over, beside?: []) => ({
  name,
  standard,
  snapshot: attached(over, beside),
});
const role = (name: string) => `arn:aws:iam::*:role/${name}`;
const but = (...arns: readonly string[]) => ({ ArnNotLike: { 'aws:PrincipalArn': arns } });
const destroy = ['kms:ScheduleKeyDeletion', 'kms:DeleteImportedKeyMaterial'];
const deny = (more: object = {}) => ({
  Effect: 'Deny',
  Action: destroy,
  Resource: '*',
  Condition: but(role('KeyAdministrator')),
  ...more,
});
const { Resource: _, ...denyNoResource } = deny();
const { Action: __, ...denyNoAction } = deny();

/** The policy of the governance document, for its one key. */
const seed = {
  Sid: 'OnlyKMSGuardianCanDeleteThisKeySecurKey',
  Effect: 'Allow',
  Action: ['kms:ScheduleKeyDeletion', 'kms:Delete*'],
  Resource: [`arn:aws:kms:us-west-2:${mine}:key/securekey`],
  Condition: { StringEquals: { 'aws:PrincipalArn': [`arn:aws:iam::${mine}:role/KeyAdministrator`] } },
};

export const examples: Examples<'account'> = {
  wrong: [
    example('FullAWSAccess alone: an SCP that nobody wrote limits nobody', {}),
    example('The policy of the governance document, which only allows, beside FullAWSAccess', {
      account: [seed],
    }),
    example('A Deny that leaves the other way to destroy a key open', {
      root: [deny({ Action: 'kms:ScheduleKeyDeletion' })],
    }),
    example('A Deny that leaves imported key material alone, by NotAction', {
      root: [{ ...denyNoAction, NotAction: ['kms:DeleteImportedKeyMaterial'] }],
    }),
    example('A Deny that excepts another role, too', {
      root: [deny({ Condition: but(role('KeyAdministrator'), role('Deploy')) })],
    }),
    example('A Deny that excepts every role whose name begins alike', {
      root: [deny({ Condition: { StringNotLike: { 'aws:PrincipalArn': role('Key*') } } })],
    }),
    example(
      'A Deny that compares texts: a user whose path is /:role/ is excepted like the role, so write ArnNotLike',
      { root: [deny({ Condition: { StringNotLike: { 'aws:PrincipalArn': role('KeyAdministrator') } } })] },
    ),
    example('A Deny for keys whose IDs begin with a decimal digit, and others begin with a letter', {
      root: [deny({ Resource: [...'1234567890'].map((digit) => `arn:aws:kms:*:*:key/${digit}*`) })],
    }),
    example('A Deny of all keys but some, and one of some others: keys that both leave are left', {
      root: [
        { ...denyNoResource, NotResource: 'arn:aws:kms:*:*:key/1?2*' },
        deny({ Resource: 'arn:aws:kms:*:*:key/1a2*' }),
      ],
    }),
    example('A Deny for one Region', {
      root: [
        deny({
          Condition: {
            ...but(role('KeyAdministrator')),
            StringEquals: { 'aws:RequestedRegion': 'eu-west-1' },
          },
        }),
      ],
    }),
    example('A Deny on the keys of one Region', {
      root: [deny({ Resource: 'arn:aws:kms:eu-west-1:*:key/*' })],
    }),
    example('A Deny on one key', {
      root: [deny({ Resource: `arn:aws:kms:eu-west-1:${mine}:key/1234abcd-12ab-34cd-56ef-1234567890ab` })],
    }),
    example('A Deny that spares multi-Region keys', {
      root: [{ ...denyNoResource, NotResource: 'arn:aws:kms:*:*:key/mrk-*' }],
    }),
    example('A Deny for sessions without MFA', {
      root: [
        deny({
          Condition: {
            ...but(role('KeyAdministrator')),
            BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' },
          },
        }),
      ],
    }),
    example('A Deny of roles, which leaves users and the root user', {
      root: [
        deny({
          Condition: {
            ...but(role('KeyAdministrator')),
            StringEquals: { 'aws:PrincipalType': 'AssumedRole' },
          },
        }),
      ],
    }),
    example('A Deny whose exception hangs on a tag that people give themselves', {
      root: [deny({ Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'keys' } } })],
    }),
    example('A Deny whose exception cannot be decided', {
      root: [
        deny({
          Condition: {
            StringNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/${aws:PrincipalTag/team}' },
          },
        }),
      ],
    }),
    example('A Deny on a resource with a variable in it', {
      root: [deny({ Resource: 'arn:aws:kms:*:*:key/${aws:PrincipalTag/key}' })],
    }),
    example(
      'Lists in place of FullAWSAccess: the root allows deletion to one role, the OU and the account everything else, and deletion to another',
      {
        root: [everything],
        ou: [{ Effect: 'Allow', Action: ['s3:*', 'kms:*'], Resource: '*' }],
        account: [
          { Effect: 'Allow', NotAction: destroy, Resource: '*' },
          {
            Effect: 'Allow',
            Action: 'kms:*',
            Resource: '*',
            Condition: { ArnLike: { 'aws:PrincipalArn': role('Deploy') } },
          },
        ],
      },
      [],
    ),
    example(
      'Two lists that meet on some keys alone',
      {
        ou: [{ ...everything, Resource: 'arn:aws:kms:*:*:key/mrk-*' }],
        account: [{ ...everything, Resource: 'arn:aws:kms:*:*:key/*7' }],
      },
      [],
    ),
    example('A Deny of everybody: nobody who may is left able', {
      root: [deny({ Condition: {} })],
    }),
    example('Two Denies that except two different roles', {
      root: [deny()],
      account: [deny({ Condition: but(role('Deploy')) })],
    }),
    example(
      'A list without KMS in place of FullAWSAccess',
      { account: [{ ...everything, Action: 's3:*' }] },
      [],
    ),
    {
      name: 'A text that is no policy',
      standard,
      snapshot: { levels: [{ target: mine, policies: [{ id: 'p-keys', name: 'Keys', text: '{}' }] }] },
    },
    {
      name: 'The management account, whatever is attached',
      standard,
      snapshot: { ...attached({ root: [deny()] }), management: true },
    },
    {
      name: 'SCPs are switched off',
      standard,
      snapshot: { levels: ['r-ab12', 'ou-ab12-12345678', mine].map((target) => ({ target, policies: [] })) },
    },
    { name: 'An account of another organization', standard, snapshot: { levels: [] } },
  ],
  right: [
    example('A Deny at the root that excepts the role that may', { root: [deny()] }),
    example('A Deny on the OU above the account', { ou: [deny()] }),
    example('A Deny on the account itself', { account: [deny()] }),
    example('A Deny that excepts the role by StringNotLike, of this account alone', {
      root: [
        deny({
          Condition: { StringNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${mine}:role/KeyAdministrator` } },
        }),
      ],
    }),
    example('A Deny whose exception names the account by a variable', {
      root: [
        deny({
          Condition: {
            ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::${aws:PrincipalAccount}:role/KeyAdministrator' },
          },
        }),
      ],
    }),
    example('A Deny of all of KMS but reading, by NotAction', {
      root: [{ ...denyNoAction, NotAction: ['kms:Describe*', 'kms:List*', 'kms:Decrypt', 's3:*'] }],
    }),
    example('A Deny that excepts service-linked roles, which no SCP binds', {
      root: [deny({ Condition: but(role('KeyAdministrator'), role('aws-service-role/*')) })],
    }),
    example('Two Denies, each for some of the Regions', {
      root: [
        deny({
          Condition: {
            ...but(role('KeyAdministrator')),
            StringEquals: { 'aws:RequestedRegion': 'eu-west-1' },
          },
        }),
        deny({
          Condition: {
            ...but(role('KeyAdministrator')),
            StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' },
          },
        }),
      ],
    }),
    example('Two Denies at two levels, each of one action', {
      root: [deny({ Action: 'kms:Schedule*' })],
      account: [deny({ Action: 'KMS:deleteimported*' })],
    }),
    example('A Deny of keys of this account, by a variable', {
      root: [deny({ Resource: 'arn:aws:kms:*:${aws:ResourceAccount}:key/*' })],
    }),
    example(
      'Lists in place of FullAWSAccess: everything else to all, deletion to the role that may',
      {
        account: [
          { Effect: 'Allow', NotAction: destroy, Resource: '*' },
          {
            Effect: 'Allow',
            Action: 'kms:*',
            Resource: '*',
            Condition: { ArnLike: { 'aws:PrincipalArn': role('KeyAdministrator') } },
          },
        ],
      },
      [],
    ),
    example(
      'A list of roles, and a Deny at another level that leaves only the one that may of them',
      {
        ou: [{ ...everything, Condition: { ArnLike: { 'aws:PrincipalArn': [role('Key*')] } } }],
        account: [everything, deny()],
      },
      [],
    ),
    {
      ...example('Nobody may, and everybody is denied', { root: [deny({ Condition: {} })] }),
      standard: `${standard}\ndeletion: { allowedTo: [] }`,
    },
    {
      ...example('A role of another account may, and everybody of this one is denied', {
        root: [deny({ Condition: {} })],
      }),
      standard: `${standard}\ndeletion: { allowedTo: ["arn:aws:iam::444455556666:role/Keys"] }`,
    },
    { name: 'An account that the standard does not name', snapshot: attached({}) },
  ],
};

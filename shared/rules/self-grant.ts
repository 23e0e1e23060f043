import { KEY_ACTIONS } from '../policy/actions.ts';
import { accessGained } from '../policy/compare.ts';
import { decide } from '../policy/decide.ts';
import { describeActions } from '../policy/explain.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import { approvedPolicy, keyPolicy } from './key-policy.ts';
import type { Examples, Rule } from './rule.ts';
import { isSanctioned } from './sanctioned.ts';

export const selfGrant: Rule = {
  id: 'self-grant',
  title: 'Nobody gives access to itself',
  severity: 'critical',
  area: 'policy',
  duty: 'policy',
  rationale:
    'An owner may put the key policy, and so could give itself everything else: the escalation that separation of duties has to withstand.',
  fix: 'Have somebody else, or a pipeline, give the access if it is meant.',
  controls: { nist: ['AC-5', 'AC-6(7)'] },
  check(subject) {
    const { snapshot, change, baseline } = subject;
    const policy = keyPolicy(snapshot);
    const actor = change?.operation === 'PutKeyPolicy' ? change.actor.arn : undefined;
    // What the root user gives itself it could do anyway.
    if (policy === undefined || baseline === undefined || actor === undefined || /:root$/.test(actor))
      return [];
    if (isSanctioned(subject)) return [];
    const before = approvedPolicy(baseline, snapshot);
    const gained = [...KEY_ACTIONS].filter(
      (action) => !may(before, actor, action) && may(policy, actor, action),
    );
    const evidence =
      gained.length > 0
        ? [`${actor} may now ${describeActions(new Set(gained))}`]
        : gainedInPart(before, policy, actor);
    if (evidence.length === 0) return [];
    return [
      {
        message: 'Whoever changed the key policy gave itself access by it.',
        evidence,
        remedy: 'revert-policy',
      },
    ];
  },
};

/**
 * What the actor may do only in requests that come with something, as most do with `aws:SecureTransport`, or only in one
 * session of its role.
 */
function gainedInPart(before: Policy, policy: Policy, actor: string): readonly string[] {
  const others = {
    Effect: 'Deny',
    Principal: '*',
    Action: 'kms:*',
    Resource: '*',
    Condition: { ArnNotEquals: { 'aws:PrincipalArn': actor } },
  };
  const { statements: notOthers } = parsePolicy({ Version: '2012-10-17', Statement: [others] }, policy);
  const its = { ...policy, statements: [...policy.statements, ...notOthers] };
  const { gained, unknown } = accessGained(before, its);
  // What IAM has to agree to is not given by the key policy.
  const isDirect = ({ principals: { negated, any } }: Statement) =>
    negated || any.some(({ kind }) => kind !== 'account');
  const direct = new Set(policy.statements.filter(isDirect).map(({ index }) => index));
  return [
    ...gained.filter(({ to }) => to === 'allowed').map(({ text }) => text),
    ...unknown
      .filter(({ statements }) => statements.some(({ index }) => direct.has(index)))
      .map(({ reason }) => `could not be decided, so counts: ${reason}`),
  ];
}

const may = (policy: Policy, principal: string, action: string) =>
  decide(policy, { principal, action }).decision === 'allowed';

const OWNER = 'arn:aws:iam::111122223333:role/KeyOwner';
const allow = (AWS: string, ...Action: readonly string[]) => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action,
  Resource: '*',
});
const approved = [allow(OWNER, 'kms:GetKeyPolicy', 'kms:PutKeyPolicy')];
const change = { operation: 'PutKeyPolicy', by: OWNER };
const LIKE_ROOT = 'arn:aws:iam::111122223333:role/team:root/KeyOwner';
/** No ID of a caller is known to be a number and to begin with a letter, or not to be. */
const undecided = {
  Condition: { NumericEquals: { 'aws:userid': '5' }, StringLike: { 'aws:userid': 'x*' } },
};

export const examples: Examples = {
  wrong: [
    {
      name: 'an owner lets itself decrypt',
      approved,
      statements: [...approved, allow(OWNER, 'kms:Decrypt')],
      change,
    },
    {
      name: 'an owner lets everyone decrypt',
      approved,
      statements: [...approved, allow('*', 'kms:Decrypt')],
      change,
    },
    {
      name: 'an owner lets itself decrypt under a condition that is easily met',
      approved,
      statements: [
        ...approved,
        { ...allow(OWNER, 'kms:Decrypt'), Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
      ],
      change,
    },
    {
      name: 'an owner lets one session of its own role decrypt',
      approved,
      statements: [
        ...approved,
        allow('arn:aws:sts::111122223333:assumed-role/KeyOwner/alice', 'kms:Decrypt'),
      ],
      change,
    },
    {
      name: 'an owner takes away a Deny that stopped it in one VPC',
      approved: [
        ...approved,
        allow(OWNER, 'kms:Decrypt'),
        {
          ...allow('*', 'kms:Decrypt'),
          Effect: 'Deny',
          Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1a2b3c4d' } },
        },
      ],
      statements: [...approved, allow(OWNER, 'kms:Decrypt')],
      change,
    },
    {
      name: 'an owner takes a condition from its access away',
      approved: [
        ...approved,
        { ...allow(OWNER, 'kms:Decrypt'), Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1a2b3c4d' } } },
      ],
      statements: [
        ...approved,
        { ...allow(OWNER, 'kms:Decrypt'), Condition: { StringLike: { 'aws:SourceVpc': 'vpc-*' } } },
      ],
      change,
    },
    {
      name: 'an owner lets itself decrypt, and whether the condition can be met is not known',
      approved,
      statements: [...approved, { ...allow(OWNER, 'kms:Decrypt'), ...undecided }],
      change,
    },
    {
      name: 'the same by a statement for everybody but the root user',
      approved,
      statements: [
        ...approved,
        {
          ...allow(OWNER, 'kms:Decrypt'),
          Principal: undefined,
          NotPrincipal: { AWS: '111122223333' },
          ...undecided,
        },
      ],
      change,
    },
    {
      name: 'the same by a statement for it and the account',
      approved,
      statements: [
        ...approved,
        { ...allow(OWNER, 'kms:Decrypt'), Principal: { AWS: [OWNER, '111122223333'] }, ...undecided },
      ],
      change,
    },
    {
      name: 'a role whose path looks like the root user lets itself decrypt',
      approved: [allow(LIKE_ROOT, 'kms:PutKeyPolicy')],
      statements: [allow(LIKE_ROOT, 'kms:PutKeyPolicy', 'kms:Decrypt')],
      change: { operation: 'PutKeyPolicy', by: LIKE_ROOT },
    },
  ],
  right: [
    {
      name: 'an owner lets IAM policies give access, which is another rule’s matter',
      approved,
      statements: [...approved, allow('111122223333', 'kms:Decrypt')],
      change,
    },
    {
      name: 'the same under a condition of which is not known whether it can be met',
      approved,
      statements: [...approved, { ...allow('111122223333', 'kms:Decrypt'), ...undecided }],
      change,
    },
    {
      name: 'an owner lets a user decrypt',
      approved,
      statements: [...approved, allow('arn:aws:iam::111122223333:role/KeyUser', 'kms:Decrypt')],
      change,
    },
    {
      name: 'an owner lets a user decrypt, and had access under a condition before',
      approved: [
        ...approved,
        { ...allow(OWNER, 'kms:Decrypt'), Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
      ],
      statements: [
        ...approved,
        {
          ...allow('arn:aws:iam::111122223333:role/KeyUser', 'kms:Decrypt'),
          Condition: { Bool: { 'aws:SecureTransport': 'true' } },
        },
        {
          ...allow(OWNER, 'kms:Decrypt'),
          Condition: { Bool: { 'aws:SecureTransport': 'true' }, Null: { 'aws:SourceVpc': 'false' } },
        },
      ],
      change,
    },
    {
      name: 'an owner takes access from itself',
      approved,
      statements: [allow(OWNER, 'kms:PutKeyPolicy')],
      change,
    },
    {
      name: 'a pipeline gives itself access',
      approved,
      statements: [...approved, allow('arn:aws:iam::111122223333:role/Deploy', 'kms:Decrypt')],
      change: { operation: 'PutKeyPolicy', by: 'arn:aws:iam::111122223333:role/Deploy' },
    },
    {
      name: 'the root user, who could do it anyway',
      approved,
      statements: [...approved, allow('arn:aws:iam::111122223333:root', 'kms:Decrypt')],
      change: { operation: 'PutKeyPolicy', by: 'arn:aws:iam::111122223333:root' },
    },
    {
      name: 'an owner had the access before, and enables the key',
      approved,
      statements: [...approved, allow(OWNER, 'kms:Decrypt')],
      change: { operation: 'EnableKey', by: OWNER },
    },
    {
      name: 'an owner puts what cannot be read: that is another rule’s matter',
      approved,
      snapshot: { policy: '{ "Statement": [' },
      change,
    },
  ],
};

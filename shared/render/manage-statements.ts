import { ADMINISTER_ACTIONS, KEY_ACTIONS, OWN_ACTIONS, USE_ACTIONS } from '../policy/actions.ts';
import type { RoleActions } from '../standard/standard.ts';
import { arnOf, coversAll, type Place } from './arns.ts';
import { atMost } from './at-most.ts';
import type { StatementJson } from './document.ts';
import { letIn } from './let-in.ts';
import type { Roster } from './roster.ts';

/** What destroys a key's data: for those whom `deletion.allowedTo` names. */
const DESTROY = ['kms:ScheduleKeyDeletion', 'kms:DeleteImportedKeyMaterial'];

/** A grant gives the use of the key, to its maker if it likes; the last is done by KMS itself. */
const NOT_FOR_PEOPLE = ['kms:CreateGrant', 'kms:RetireGrant', 'kms:SynchronizeMultiRegionKey'];

/** What only looks at a key. */
const LOOK = [...KEY_ACTIONS].filter(
  (action) => !ADMINISTER_ACTIONS.has(action) && !OWN_ACTIONS.has(action) && !USE_ACTIONS.has(action),
);

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-administrators */
const LIFE_CYCLE = [...ADMINISTER_ACTIONS].filter(
  (action) => !DESTROY.includes(action) && !NOT_FOR_PEOPLE.includes(action),
);

/** What deploying a key takes; nothing that stops it. */
const DEPLOY = [
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:CreateAlias',
  'kms:UpdateAlias',
  'kms:DeleteAlias',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateKeyDescription',
];

/**
 * What the guardian's functions do: look at a key, and put it right. The rule guardian-access asks for those that no key
 * is governed without: a key without grants, say, is no worse for the guardian not being able to revoke them.
 */
export const GUARDIAN_ACTIONS: readonly string[] = [
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:CancelKeyDeletion',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:CreateAlias',
  'kms:DisableKey',
  'kms:GetKeyLastUsage',
  'kms:ListGrants',
  'kms:RevokeGrant',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
];

const SET_POLICY = ['kms:GetKeyPolicy', 'kms:PutKeyPolicy'];

/** The statements for those who manage a key, none of whom uses it. */
export function manageStatements(
  roster: Roster,
  actions: RoleActions,
  place: Place,
): readonly StatementJson[] {
  const { administrators, owners, pipelines, deleters, users } = roster;
  const those = { rivals: users.filter((each) => !/[*?]/.test(each)) };
  const destroyers = same(administrators, deleters) ? [] : deleters;
  // Where nobody owns the policy, who manages the rest of the key does; the root user is not for daily work.
  const manage = [
    ...LOOK,
    ...LIFE_CYCLE,
    ...(destroyers.length === 0 && deleters.length > 0 ? DESTROY : []),
    ...(owners.length === 0 ? ['kms:PutKeyPolicy'] : []),
  ].sort();
  const held = (all: readonly string[], role: 'administrators' | 'owners') => atMost(all, actions[role]);
  const destroy = [...DESTROY, 'kms:CancelKeyDeletion'];
  const areAdministrators = destroyers.filter((each) => administrators.some((who) => coversAll(who, each)));
  const others = destroyers.filter((each) => !areAdministrators.includes(each));
  return [
    ...letIn('AdministratorsManage', administrators, held(manage, 'administrators'), place, those),
    ...letIn(
      'AdministratorsScheduleDeletion',
      areAdministrators,
      held(destroy, 'administrators'),
      place,
      those,
    ),
    ...letIn('DeletersScheduleDeletion', others, destroy, place, those),
    ...letIn('OwnersSetThePolicy', owners, held(SET_POLICY, 'owners'), place, those),
    ...letIn('PipelinesDeploy', pipelines, [...LOOK, ...DEPLOY, 'kms:PutKeyPolicy'].sort(), place, those),
    ...guardianStatement(roster, place),
  ];
}

/**
 * Through the account's principal and so through IAM, because the guardian's roles have policies of their own: a role
 * that somebody makes under their path gets nothing from the key policy alone.
 */
function guardianStatement({ guardian }: Roster, place: Place): readonly StatementJson[] {
  if (guardian.length === 0) return [];
  return [
    {
      Sid: 'GuardianPutsRight',
      Effect: 'Allow',
      Principal: { AWS: arnOf('root', place) },
      Action: GUARDIAN_ACTIONS,
      Resource: '*',
      Condition: { ArnLike: { 'aws:PrincipalArn': guardian.map((each) => arnOf(each, place)) } },
    },
  ];
}

const same = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((each) => others.includes(each));

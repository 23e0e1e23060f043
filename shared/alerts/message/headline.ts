import type { ChangeOf } from '../../events/change.ts';
import { describeActor } from '../../events/describe-actor.ts';
import type { Operation } from '../../events/operations.ts';
import type { Decision, Outcome } from '../../ledger/decision.ts';

const verdicts: Readonly<Record<Outcome, string>> = {
  started: 'Being put right',
  clean: 'In order',
  adopted: 'New baseline',
  recorded: 'Broke the standard',
  alerted: 'Broke the standard',
  asked: 'Your decision is needed',
  remediated: 'Put right',
  'already-right': 'Already put right',
  held: 'LEFT AS IT IS',
  failed: 'NOT PUT RIGHT',
};

/** The message in one line: `Reverted: role/Admin opened key alias/payments to anyone`. */
export function headlineOf(decision: Decision, thing: string): string {
  const { change, outcome, steps } = decision;
  const written = steps.find(
    ({ step, outcome }) => step.kind === 'put-key-policy' && outcome === 'done',
  )?.step;
  const isRepair = written?.kind === 'put-key-policy' && written.repair !== undefined;
  const verdict =
    outcome === 'remediated' && written !== undefined
      ? isRepair
        ? 'Repaired'
        : 'Reverted'
      : verdicts[outcome];
  if (change.operation === 'Sweep' && outcome === 'failed' && decision.findings.length === 0)
    return `NOT JUDGED: the sweep could not read ${thing}`;
  if (change.operation === 'Sweep') return `${verdict}: the sweep found ${thing} as it must not be`;
  return `${verdict}: ${describeActor(change.actor)} ${deed(decision, thing)}`;
}

function deed({ change, findings, scope, arn }: Decision, thing: string): string {
  const broke = (rule: string) => findings.some((finding) => finding.rule === rule);
  if ('error' in change) return `was refused again and again, last for ${change.operation}`;
  if (broke('no-public-access')) return `opened ${thing} to anyone`;
  // A key, too, is told of what is done to its aliases.
  const alias = 'alias' in change.details ? change.details.alias : undefined;
  if (scope === 'key' && alias !== undefined) {
    switch (change.operation) {
      case 'CreateAlias':
        return `created ${alias} for ${thing}`;
      case 'DeleteAlias':
        return `deleted ${alias} of ${thing}`;
      case 'UpdateAlias':
        return `moved ${alias} ${change.key?.arn === arn ? 'to' : 'away from'} ${thing}`;
    }
  }
  switch (change.operation) {
    case 'PutKeyPolicy':
      return `changed the policy of ${thing}`;
    case 'CreateKey':
      return `created ${thing}`;
    case 'ScheduleKeyDeletion':
      return `scheduled ${thing} for deletion`;
    case 'DisableKey':
      return `disabled ${thing}`;
    case 'DisableKeyRotation':
      return `switched off rotation of ${thing}`;
    case 'EnableKeyRotation':
      return `set the rotation of ${thing}`;
    case 'DeleteImportedKeyMaterial':
      return `deleted the key material of ${thing}`;
    case 'CreateGrant':
      return `made a grant on ${thing}`;
    case 'UpdateAlias':
      return `moved ${thing} to another key`;
    case 'CreateAlias':
      return `created ${thing}`;
    case 'DeleteAlias':
      return `deleted ${thing}`;
    case 'TagResource':
    case 'UntagResource':
      return `changed the tags of ${thing}`;
    case 'DisconnectCustomKeyStore':
      return `disconnected ${thing}`;
    case 'ConnectCustomKeyStore':
      return `connected ${thing}`;
    case 'DeleteCustomKeyStore':
      return `deleted ${thing}`;
    case 'EnableKey':
      return `enabled ${thing}`;
    case 'StopLogging':
      return `stopped ${thing}`;
    case 'DeleteTrail':
      return `deleted ${thing}`;
    case 'PutEventSelectors':
      return `changed what ${thing} logs`;
    case 'CreateTrail':
    case 'CreateVpcEndpoint':
      return `created ${thing}`;
    case 'UpdateTrail':
    case 'ModifyVpcEndpoint':
      return `changed ${thing}`;
    case 'AuthorizeSecurityGroupIngress':
    case 'ModifySecurityGroupRules':
      return `changed a security group of ${thing}`;
    case 'CancelKeyDeletion':
      return `cancelled the deletion of ${thing}`;
    case 'ImportKeyMaterial':
      return `imported key material into ${thing}`;
    case 'ReplicateKey':
      return `replicated ${thing}`;
    case 'UpdatePrimaryRegion':
      return `moved the primary Region of ${thing}`;
    case 'AttachPolicy':
    case 'DetachPolicy':
    case 'UpdatePolicy':
    case 'DisablePolicyType':
    case 'EnablePolicyType':
      return `changed the policies over ${thing}`;
    case 'MoveAccount':
      return `moved ${thing}`;
    case 'RemoveAccountFromOrganization':
      return `took ${thing} out of the organization`;
    default:
      return `called ${change.operation} on ${thing}`;
  }
}

const plain: Partial<Readonly<Record<Operation, string>>> = {
  CreateKey: 'The key was created',
  PutKeyPolicy: 'The key policy was replaced',
  DisableKey: 'The key was disabled',
  EnableKey: 'The key was enabled',
  DisableKeyRotation: 'Automatic rotation was switched off',
  CancelKeyDeletion: 'The scheduled deletion was cancelled',
  DeleteImportedKeyMaterial: 'The imported key material was deleted',
  RevokeGrant: 'A grant was revoked',
  RetireGrant: 'A grant was retired',
  ImportKeyMaterial: 'Key material was imported',
  ReplicateKey: 'The key was replicated to another Region',
  UpdatePrimaryRegion: 'Another Region was made the primary one',
  ConnectCustomKeyStore: 'The custom key store was connected',
  DeleteCustomKeyStore: 'The custom key store was deleted',
  DisconnectCustomKeyStore: 'The custom key store was disconnected',
  CreateTrail: 'The trail was created',
  UpdateTrail: 'The trail was changed',
  StartLogging: 'The trail was started',
  StopLogging: 'The trail was stopped',
  DeleteTrail: 'The trail was deleted',
  PutEventSelectors: 'What the trail logs was changed',
  CreateVpcEndpoint: 'The VPC endpoint was created',
  DisablePolicyType: 'The policies of a type were switched off',
  EnablePolicyType: 'The policies of a type were switched on, without what had been attached before',
  MoveAccount: 'The account was moved to another place in the organization',
  RemoveAccountFromOrganization: 'The account was taken out of the organization',
};

/** What the call did, with the details it was made with. */
export function whatChanged({ change }: Decision): string {
  const call = change.operation === 'Sweep' ? '' : ` (${change.service}:${change.operation})`;
  return `${sentenceFor(change)}${call}.`;
}

/** CloudTrail writes `Nov 18, 2020, 1:29:18 AM` and means UTC; people are told all times in one form. */
function inUtc(date: string): string {
  const at = Date.parse(`${date} UTC`);
  return Number.isNaN(at) ? date : new Date(at).toISOString();
}

function sentenceFor(change: Decision['change']): string {
  if ('error' in change) return `${change.operation} was refused: ${change.error.code}`;
  switch (change.operation) {
    case 'ScheduleKeyDeletion': {
      const { pendingWindowInDays: days, deletionDate } = change.details;
      const window = days === undefined ? '' : `, after ${days} days of waiting`;
      return `The key was scheduled for deletion${window}${deletionDate ? `, on ${inUtc(deletionDate)}` : ''}`;
    }
    case 'EnableKeyRotation': {
      const days = change.details.rotationPeriodInDays;
      return `Automatic rotation was switched on${days === undefined ? '' : `, every ${days} days`}`;
    }
    case 'PutKeyPolicy':
      return `The key policy was replaced${change.details.bypassedLockoutCheck ? ', bypassing the lockout safety check' : ''}`;
    case 'CreateGrant': {
      const { grantee = 'somebody whom the record does not name', operations } = change.details;
      return `A grant was made for ${grantee}${operations.length === 0 ? '' : `, of ${operations.join(', ')}`}`;
    }
    case 'CreateAlias': {
      const { alias = 'An alias' } = change.details;
      return `${alias} was created, for ${targetOf(change)}`;
    }
    case 'UpdateAlias': {
      const { alias = 'An alias' } = change.details;
      return `${alias} was pointed to ${targetOf(change)}`;
    }
    case 'DeleteAlias':
      return `${change.details.alias ?? 'An alias'} was deleted`;
    case 'TagResource':
      return `Tags were set${listed(Object.keys(change.details.tags))}`;
    case 'UntagResource':
      return `Tags were removed${listed(change.details.tagKeys)}`;
    case 'ModifyVpcEndpoint': {
      const { policy, resetPolicy } = change.details;
      if (resetPolicy)
        return 'The policy of the VPC endpoint was reset to the default, which allows everything';
      return `The ${policy === undefined ? '' : 'policy of the '}VPC endpoint was ${policy === undefined ? 'changed' : 'replaced'}`;
    }
    case 'AuthorizeSecurityGroupIngress':
    case 'ModifySecurityGroupRules':
      return `Security group ${change.details.groupId ?? '(not named)'} was given other rules`;
    case 'AttachPolicy':
    case 'DetachPolicy': {
      const { policyId: policy = 'A policy', targetId: target = 'the account, or above it' } = change.details;
      return `${policy} was ${change.operation === 'AttachPolicy' ? 'attached to' : 'detached from'} ${target}`;
    }
    case 'UpdatePolicy':
      return `${change.details.policyId ?? 'A policy'} was changed`;
    case 'Sweep':
      return 'The sweep looked at it, without any change';
    default:
      return plain[change.operation] ?? `${change.operation} was called`;
  }
}

const targetOf = ({ key, details }: ChangeOf<'CreateAlias' | 'UpdateAlias'>) =>
  key?.arn ?? details.targetKeyId ?? 'another key';

const listed = (names: readonly string[]) => (names.length === 0 ? '' : `: ${names.join(', ')}`);

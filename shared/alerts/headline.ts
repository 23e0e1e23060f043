import { describeActor } from '../events/describe-actor.ts';
import type { Operation } from '../events/operations.ts';
import type { Decision, Outcome } from '../ledger/decision.ts';

const verdicts: Readonly<Record<Outcome, string>> = {
  started: 'Being put right',
  clean: 'In order',
  adopted: 'New baseline',
  recorded: 'Broke the standard',
  alerted: 'Broke the standard',
  asked: 'Your decision is needed',
  remediated: 'Put right',
  'already-right': 'Already put right',
  failed: 'NOT PUT RIGHT',
};

/** The message in one line: `Reverted: role/Admin opened key alias/payments to anyone`. */
export function headlineOf(decision: Decision, thing: string): string {
  const { change, outcome, steps } = decision;
  const reverted = steps.some(({ step, outcome }) => step.kind === 'put-key-policy' && outcome === 'done');
  const verdict = outcome === 'remediated' && reverted ? 'Reverted' : verdicts[outcome];
  return `${verdict}: ${describeActor(change.actor)} ${deed(decision, thing)}`;
}

function deed({ change, findings }: Decision, thing: string): string {
  const broke = (rule: string) => findings.some((finding) => finding.rule === rule);
  if ('error' in change) return `tried ${change.operation} and more, and was refused`;
  if (broke('no-public-access')) return `opened ${thing} to anyone`;
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
    case 'ModifyVpcEndpoint':
      return `changed ${thing}`;
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
  PutKeyPolicy: 'The key policy was replaced',
  DisableKey: 'The key was disabled',
  EnableKey: 'The key was enabled',
  DisableKeyRotation: 'Automatic rotation was switched off',
  CancelKeyDeletion: 'The scheduled deletion was cancelled',
  DeleteImportedKeyMaterial: 'The imported key material was deleted',
  RevokeGrant: 'A grant was revoked',
  RetireGrant: 'A grant was retired',
  UpdateAlias: 'The alias was pointed to another key',
  DeleteAlias: 'The alias was deleted',
  TagResource: 'Tags were set',
  UntagResource: 'Tags were removed',
  DisconnectCustomKeyStore: 'The custom key store was disconnected',
  StopLogging: 'The trail was stopped',
  DeleteTrail: 'The trail was deleted',
  PutEventSelectors: 'What the trail logs was changed',
  ModifyVpcEndpoint: 'The VPC endpoint was changed',
  AttachPolicy: 'A policy was attached to the account, or above it',
  DetachPolicy: 'A policy was detached from the account, or above it',
  UpdatePolicy: 'A policy was changed',
  DisablePolicyType: 'The policies of a type were switched off',
  EnablePolicyType: 'The policies of a type were switched on, without what had been attached before',
  MoveAccount: 'The account was moved to another place in the organization',
  RemoveAccountFromOrganization: 'The account was taken out of the organization',
};

/** What the call did, with the details it was made with. */
export function whatChanged({ change }: Decision): string {
  return `${sentenceFor(change)} (${change.service}:${change.operation}).`;
}

function sentenceFor(change: Decision['change']): string {
  if ('error' in change) return `${change.operation} was refused: ${change.error.code}`;
  switch (change.operation) {
    case 'ScheduleKeyDeletion': {
      const { pendingWindowInDays: days, deletionDate } = change.details;
      const window = days === undefined ? '' : `, after ${days} days of waiting`;
      return `The key was scheduled for deletion${window}${deletionDate ? `, on ${deletionDate}` : ''}`;
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
    default:
      return plain[change.operation] ?? `${change.operation} was called`;
  }
}

import type { Change } from '../events/change.ts';
import { policyDigest } from './policy-digest.ts';
import type { KeySnapshot } from './snapshot.ts';

/**
 * Whether a key looks as a change left it. Where it does not, somebody has changed it since, or what was read is older
 * than the change: KMS may take seconds, and sometimes minutes, to show one everywhere. Of what a snapshot does not
 * hold, it is true.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/accessing-kms.html#programming-eventual-consistency
 */
export function showsChange(change: Change, snapshot: KeySnapshot): boolean {
  const { state, rotation, policy, aliases, tags } = snapshot;
  switch (change.operation) {
    case 'PutKeyPolicy':
      return change.details.policy === undefined || isText(change.details.policy, policy);
    case 'ScheduleKeyDeletion':
      return state === 'PendingDeletion' || state === 'PendingReplicaDeletion';
    case 'CancelKeyDeletion':
      return state !== 'PendingDeletion' && state !== 'PendingReplicaDeletion';
    case 'DisableKey':
      return state !== 'Enabled';
    case 'EnableKey':
      return state !== 'Disabled';
    case 'DisableKeyRotation':
      return rotation.kind !== 'enabled';
    case 'EnableKeyRotation':
      return rotation.kind !== 'disabled';
    case 'DeleteImportedKeyMaterial':
      return state !== 'Enabled';
    case 'TagResource':
      return Object.entries(change.details.tags).every(([key, value]) => tags[key] === value);
    case 'UntagResource':
      return change.details.tagKeys.every((key) => tags[key] === undefined);
    case 'DeleteAlias':
      return change.details.alias === undefined || !aliases.includes(change.details.alias);
    default:
      return true;
  }
}

const isText = (one: string, other: string) => one === other || policyDigest(one) === policyDigest(other);

import type { KeyState } from '../../shared/keys/snapshot.ts';
import { KmsError } from './errors.ts';
import type { Key } from './key.ts';

const enabled: readonly KeyState[] = ['Enabled'];
const usable: readonly KeyState[] = ['Enabled', 'Disabled'];
const living: readonly KeyState[] = ['Enabled', 'Disabled', 'PendingImport', 'Unavailable'];

/**
 * The states in which an operation is answered; one that is not here is answered in every state.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
const permitted: Readonly<Record<string, readonly KeyState[]>> = {
  CancelKeyDeletion: ['PendingDeletion', 'PendingReplicaDeletion'],
  CreateAlias: living,
  CreateGrant: living,
  Decrypt: enabled,
  DisableKey: usable,
  DisableKeyRotation: enabled,
  EnableKey: usable,
  EnableKeyRotation: enabled,
  Encrypt: enabled,
  GenerateDataKey: enabled,
  DeleteImportedKeyMaterial: [...living, 'PendingDeletion'],
  ImportKeyMaterial: [...living, 'PendingDeletion'],
  ReplicateKey: enabled,
  RotateKeyOnDemand: enabled,
  ScheduleKeyDeletion: living,
  TagResource: living,
  UntagResource: living,
  UpdateAlias: living,
  UpdateKeyDescription: living,
};

/** @throws {KmsError} where the key's state refuses the operation. */
export function requireState(operation: string, key: Key): void {
  const states = permitted[operation];
  if (states === undefined || states.includes(key.state)) return;
  // KMS names a key that is only disabled differently from one on its way out.
  if (key.state === 'Disabled' && operation !== 'CancelKeyDeletion')
    throw new KmsError('DisabledException', `${key.arn} is disabled.`);
  const why: Readonly<Record<string, string>> = {
    PendingDeletion: 'is pending deletion.',
    PendingReplicaDeletion: 'is pending replica deletion.',
    PendingImport: 'is pending import.',
  };
  throw new KmsError(
    'KMSInvalidStateException',
    `${key.arn} ${why[key.state] ?? `is not pending deletion.`}`,
  );
}

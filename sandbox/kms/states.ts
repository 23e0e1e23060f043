import type { KeyState } from '../../shared/keys/snapshot.ts';
import { KmsError } from './errors.ts';
import type { Key } from './key.ts';

const enabled: readonly KeyState[] = ['Enabled'];
const switchable: readonly KeyState[] = ['Enabled', 'Disabled', 'Unavailable'];
const living: readonly KeyState[] = ['Enabled', 'Disabled', 'PendingImport', 'Unavailable'];
const waiting: readonly KeyState[] = ['PendingDeletion', 'PendingReplicaDeletion'];

/**
 * The states in which an operation is answered; one that is not here is answered in every state.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
const permitted: Readonly<Record<string, readonly KeyState[]>> = {
  CancelKeyDeletion: waiting,
  CreateAlias: living,
  CreateGrant: ['Enabled', 'Unavailable'],
  Decrypt: enabled,
  DeleteImportedKeyMaterial: living,
  DisableKey: switchable,
  DisableKeyRotation: enabled,
  EnableKey: switchable,
  EnableKeyRotation: enabled,
  Encrypt: enabled,
  GenerateDataKey: enabled,
  GenerateDataKeyWithoutPlaintext: enabled,
  GetParametersForImport: living,
  ImportKeyMaterial: living,
  ReplicateKey: enabled,
  RotateKeyOnDemand: enabled,
  ScheduleKeyDeletion: living,
  TagResource: living,
  UntagResource: living,
  UpdateAlias: living,
  UpdateKeyDescription: living,
  UpdatePrimaryRegion: enabled,
};

const sentences: Readonly<Partial<Record<KeyState, string>>> = {
  PendingDeletion: 'is pending deletion.',
  PendingReplicaDeletion: 'is pending replica deletion.',
  PendingImport: 'is pending import.',
  Unavailable: 'is unavailable.',
};

/** @throws {KmsError} where the key's state refuses the operation. */
export function requireState(operation: string, key: Key): void {
  const states = permitted[operation];
  if (states === undefined || states.includes(key.state)) return;
  if (states === waiting)
    throw new KmsError('KMSInvalidStateException', `${key.arn} is not pending deletion.`);
  // KMS names a key that is only disabled differently from one on its way out.
  if (key.state === 'Disabled') throw new KmsError('DisabledException', `${key.arn} is disabled.`);
  throw new KmsError('KMSInvalidStateException', `${key.arn} ${sentences[key.state] ?? `is ${key.state}.`}`);
}

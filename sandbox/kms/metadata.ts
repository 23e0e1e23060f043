import type { Json } from './input.ts';
import type { Key } from './key.ts';
import { algorithmsOf } from './specs.ts';
import type { Store } from './store.ts';

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
export function metadata(key: Key, store: Store): Json {
  return {
    AWSAccountId: key.account,
    Arn: key.arn,
    CreationDate: key.createdAt / 1000,
    CustomerMasterKeySpec: key.spec,
    Description: key.description,
    Enabled: key.state === 'Enabled',
    KeyId: key.keyId,
    KeyManager: 'CUSTOMER',
    KeySpec: key.spec,
    KeyState: key.state,
    KeyUsage: key.usage,
    MultiRegion: key.multiRegion,
    Origin: key.origin,
    ...algorithmsOf(key.spec, key.usage),
    ...(key.materialId !== undefined && key.spec === 'SYMMETRIC_DEFAULT'
      ? { CurrentKeyMaterialId: key.materialId }
      : {}),
    ...(key.customKeyStoreId === undefined ? {} : { CustomKeyStoreId: key.customKeyStoreId }),
    ...(key.deletionDate === undefined ? {} : { DeletionDate: key.deletionDate / 1000 }),
    // While a primary waits for its replicas there is no date yet, only how long it will then wait.
    ...(key.state === 'PendingReplicaDeletion'
      ? { PendingDeletionWindowInDays: key.pendingWindowInDays }
      : {}),
    ...expirationOf(key),
    ...multiRegionOf(key, store),
  };
}

function expirationOf({ origin, materialId, materialLost, validTo }: Key): Json {
  if (origin !== 'EXTERNAL' || materialId === undefined || materialLost === true) return {};
  return validTo === undefined
    ? { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
    : { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: validTo / 1000 };
}

function multiRegionOf(key: Key, store: Store): Json {
  if (!key.multiRegion) return {};
  const place = ({ arn, region }: Key) => ({ Arn: arn, Region: region });
  const related = store.related(key);
  const primary = related.find(isPrimary) ?? key;
  return {
    MultiRegionConfiguration: {
      MultiRegionKeyType: isPrimary(key) ? 'PRIMARY' : 'REPLICA',
      PrimaryKey: place(primary),
      ReplicaKeys: related.filter((each) => !isPrimary(each)).map(place),
    },
  };
}

export const isPrimary = (key: Key) => key.primaryRegion === key.region;

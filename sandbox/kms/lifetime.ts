import type { CloudTrailRecord } from '../cloudtrail-record.ts';
import { serviceRecordOf } from './cloudtrail.ts';
import type { Key } from './key.ts';
import { isPrimary } from './metadata.ts';
import { loseMaterial } from './operations/import.ts';
import { dayMs } from './operations/rotation.ts';
import type { Store } from './store.ts';

/** Does to every key what has come due, with the service event of each. */
export function passTime(
  store: Store,
  now: number,
  newId: () => string,
  record: (record: CloudTrailRecord) => void,
): void {
  for (const key of store.all()) {
    if (key.validTo !== undefined && key.validTo <= now) loseMaterial(key);
    if (isRotationDue(key, now)) {
      rotate(key, now, newId);
      record(serviceRecordOf('RotateKey', key, now, newId()));
    }
    if (key.deletionDate !== undefined && key.deletionDate <= now) {
      store.remove(key);
      releasePrimary(key, store, now);
      record(serviceRecordOf('DeleteKey', key, now, newId()));
    }
  }
}

/** A disabled key, or one that awaits deletion, is not rotated until it is enabled again. */
function isRotationDue({ state, nextRotation }: Key, now: number): boolean {
  return state === 'Enabled' && nextRotation !== undefined && nextRotation <= now;
}

function rotate(key: Key, now: number, newId: () => string): void {
  key.rotations.push({ at: now, type: 'AUTOMATIC' });
  key.materialId = `${newId()}${newId()}`.replaceAll('-', '');
  key.nextRotation = now + (key.rotationPeriodInDays ?? 365) * dayMs;
}

/** When the last replica is gone, the window of a primary that waited for it starts. */
function releasePrimary(deleted: Key, store: Store, now: number): void {
  const [primary, ...replicas] = [...store.related(deleted)].sort(
    (a, b) => Number(isPrimary(b)) - Number(isPrimary(a)),
  );
  if (primary?.state !== 'PendingReplicaDeletion' || replicas.length > 0) return;
  primary.state = 'PendingDeletion';
  primary.deletionDate = now + (primary.pendingWindowInDays ?? 30) * dayMs;
}

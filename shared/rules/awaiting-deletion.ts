import type { KeySnapshot } from '../keys/snapshot.ts';

/** True of a key that KMS will destroy unless the deletion is cancelled. */
export function isAwaitingDeletion({ state }: KeySnapshot): boolean {
  return state === 'PendingDeletion' || state === 'PendingReplicaDeletion';
}

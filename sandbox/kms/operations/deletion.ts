import { whole } from '../input.ts';
import { isPrimary } from '../metadata.ts';
import type { Operation } from '../operation.ts';
import { dayMs } from './rotation.ts';

/**
 * A primary waits for its replicas first; its own window starts when the last of them is gone.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
 */
const scheduleKeyDeletion: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key, input, { now, store }) {
    const days = whole(input, 'PendingWindowInDays', 7, 30) ?? 30;
    key.pendingWindowInDays = days;
    if (isPrimary(key) && store.related(key).length > 1) key.state = 'PendingReplicaDeletion';
    else {
      key.state = 'PendingDeletion';
      key.deletionDate = now + days * dayMs;
    }
    return {
      KeyId: key.arn,
      ...(key.deletionDate === undefined ? {} : { DeletionDate: key.deletionDate / 1000 }),
      KeyState: key.state,
      PendingWindowInDays: days,
    };
  },
};

/** The key comes back disabled, whatever it was before. */
const cancelKeyDeletion: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key) {
    key.state = 'Disabled';
    delete key.deletionDate;
    delete key.pendingWindowInDays;
    return { KeyId: key.arn };
  },
};

export const deletionOperations: Readonly<Record<string, Operation>> = {
  ScheduleKeyDeletion: scheduleKeyDeletion,
  CancelKeyDeletion: cancelKeyDeletion,
};

import { whole } from '../input.ts';
import type { Operation } from '../operation.ts';

const dayMs = 86_400_000;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
const scheduleKeyDeletion: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key, input, { now }) {
    const days = whole(input, 'PendingWindowInDays', 7, 30) ?? 30;
    key.state = 'PendingDeletion';
    key.deletionDate = now + days * dayMs;
    return {
      KeyId: key.arn,
      DeletionDate: key.deletionDate / 1000,
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
    return { KeyId: key.arn };
  },
};

export const deletionOperations: Readonly<Record<string, Operation>> = {
  ScheduleKeyDeletion: scheduleKeyDeletion,
  CancelKeyDeletion: cancelKeyDeletion,
};

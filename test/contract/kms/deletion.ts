import { CancelKeyDeletionCommand, DisableKeyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { type Case, ending, type Subject, type Target } from '../target.ts';
import { metadataOf, newKey, newKeyId, stateOf } from './new-key.ts';

const dayMs = 86_400_000;

const schedule = ({ kms }: Target, KeyId: string, PendingWindowInDays?: number) =>
  kms.send(new ScheduleKeyDeletionCommand({ KeyId, ...(PendingWindowInDays && { PendingWindowInDays }) }));
const cancel = ({ kms }: Target, KeyId: string) => kms.send(new CancelKeyDeletionCommand({ KeyId }));

/** Whole days from now until then. */
const daysUntil = (date: Date | undefined) =>
  date === undefined ? undefined : Math.round((date.getTime() - Date.now()) / dayMs);

const window = (days: number, aws: string): Case => ({
  name: `a waiting period of ${days} days is ${aws === 'answered' ? 'taken' : 'refused'}`,
  seen: async (target) => ending(schedule(target, await newKeyId(target), days)),
  aws,
});

export const deletion: Subject = {
  name: 'deletion',
  pages: [
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html',
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html',
  ],
  cases: [
    {
      name: 'a key waits 30 days for its deletion unless said otherwise',
      async seen(target) {
        const { KeyId = '' } = await newKey(target);
        await schedule(target, KeyId);
        const found = await metadataOf(target, KeyId);
        return [found?.KeyState, found?.Enabled, daysUntil(found?.DeletionDate)];
      },
      aws: ['PendingDeletion', false, 30],
    },
    {
      name: 'scheduling answers the ARN, the state, the date and the period',
      async seen(target) {
        const { KeyId: id = '', Arn } = await newKey(target);
        const { KeyId, KeyState, DeletionDate, PendingWindowInDays } = await schedule(target, id, 7);
        return [KeyId === Arn, KeyState, daysUntil(DeletionDate), PendingWindowInDays];
      },
      aws: [true, 'PendingDeletion', 7, 7],
    },
    window(6, 'ValidationException'),
    window(7, 'answered'),
    window(30, 'answered'),
    window(31, 'ValidationException'),
    {
      name: 'a deletion is not scheduled twice',
      async seen(target) {
        const KeyId = await newKeyId(target);
        await schedule(target, KeyId);
        return ending(schedule(target, KeyId));
      },
      aws: 'KMSInvalidStateException',
    },
    {
      name: 'a key whose deletion is cancelled is disabled, and has no date any more',
      async seen(target) {
        const { KeyId: id = '', Arn } = await newKey(target);
        await schedule(target, id);
        const { KeyId } = await cancel(target, id);
        const found = await metadataOf(target, id);
        return [KeyId === Arn, found?.KeyState, found?.DeletionDate];
      },
      aws: [true, 'Disabled', undefined],
    },
    {
      name: 'a deletion that was not scheduled is not cancelled',
      seen: async (target) => ending(cancel(target, await newKeyId(target))),
      aws: 'KMSInvalidStateException',
    },
    {
      name: 'a disabled key may be scheduled for deletion',
      async seen(target) {
        const KeyId = await newKeyId(target);
        await target.kms.send(new DisableKeyCommand({ KeyId }));
        await schedule(target, KeyId);
        return stateOf(target, KeyId);
      },
      aws: 'PendingDeletion',
    },
  ],
};

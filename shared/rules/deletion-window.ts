import { isAwaitingDeletion } from './awaiting-deletion.ts';
import type { Examples, Rule } from './rule.ts';

/** What KMS takes where the request names none. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
const defaultWindowInDays = 30;

export const deletionWindow: Rule = {
  id: 'deletion-window',
  title: 'A deletion waits at least as long as the standard asks',
  severity: 'high',
  area: 'deletion',
  duty: 'lifecycle',
  rationale: 'The waiting period is the time in which somebody can notice that the key is still needed.',
  fix: 'Cancel the deletion, and schedule it again with a longer pending window.',
  controls: { securityHub: ['KMS.3'], nist: ['SC-12', 'SC-12(2)'] },
  check({ snapshot, change, governance }) {
    if (!isAwaitingDeletion(snapshot) || change?.operation !== 'ScheduleKeyDeletion') return [];
    const window = change.details.pendingWindowInDays ?? defaultWindowInDays;
    const minimum = governance.deletion.minimumWindowInDays;
    if (window >= minimum) return [];
    return [
      {
        message: `The key would be deleted after ${window} days; the standard asks for at least ${minimum}.`,
        evidence: [`deleted on ${snapshot.deletionDate ?? 'an unknown date'}`],
        remedy: 'cancel-deletion',
      },
    ];
  },
};

export const examples: Examples = {
  wrong: [
    {
      name: 'An administrator schedules the deletion in the shortest window KMS has',
      snapshot: { state: 'PendingDeletion', deletionDate: '2026-11-09T10:00:00.000Z' },
      change: {
        operation: 'ScheduleKeyDeletion',
        by: 'role/KeyAdministrator',
        details: { pendingWindowInDays: 7 },
      },
    },
    {
      name: 'A window one day too short',
      standard: 'deletion: { minimumWindowInDays: 14 }',
      snapshot: { state: 'PendingReplicaDeletion' },
      change: {
        operation: 'ScheduleKeyDeletion',
        by: 'role/KeyAdministrator',
        details: { pendingWindowInDays: 13 },
      },
    },
  ],
  right: [
    {
      name: 'A window just as long as the standard asks',
      standard: 'deletion: { minimumWindowInDays: 14 }',
      snapshot: { state: 'PendingDeletion', deletionDate: '2026-11-16T10:00:00.000Z' },
      change: {
        operation: 'ScheduleKeyDeletion',
        by: 'role/KeyAdministrator',
        details: { pendingWindowInDays: 14 },
      },
    },
    {
      name: 'No window is named, so KMS takes 30 days',
      snapshot: { state: 'PendingDeletion', deletionDate: '2026-12-02T10:00:00.000Z' },
      change: { operation: 'ScheduleKeyDeletion', by: 'role/KeyAdministrator' },
    },
    {
      name: 'A short window, and the deletion has been cancelled since',
      change: {
        operation: 'ScheduleKeyDeletion',
        by: 'role/KeyAdministrator',
        details: { pendingWindowInDays: 7 },
      },
    },
    {
      name: 'A key awaits deletion, and another change to it is judged',
      snapshot: { state: 'PendingDeletion', deletionDate: '2026-11-09T10:00:00.000Z' },
      change: { operation: 'TagResource', by: 'role/KeyAdministrator' },
    },
    {
      name: 'An audit finds a key that awaits deletion, and cannot know the window',
      snapshot: { state: 'PendingDeletion', deletionDate: '2026-11-09T10:00:00.000Z' },
    },
  ],
};

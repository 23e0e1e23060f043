import { isAwaitingDeletion } from './awaiting-deletion.ts';
import type { Rule } from './rule.ts';

/** What KMS takes where the request names none. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
const defaultWindowInDays = 30;

export const deletionWindow: Rule = {
  id: 'deletion-window',
  title: 'A deletion waits at least as long as the standard asks',
  severity: 'high',
  area: 'deletion',
  rationale: 'The waiting period is the time in which somebody can notice that the key is still needed.',
  fix: 'Cancel the deletion, and schedule it again with a longer pending window.',
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

import { describeActor } from '../events/describe-actor.ts';
import { isNamed } from '../standard/principals.ts';
import { isAwaitingDeletion } from './awaiting-deletion.ts';
import type { Rule } from './rule.ts';

export const noUnauthorizedDeletion: Rule = {
  id: 'no-unauthorized-deletion',
  title: 'Only those the standard names schedule a key for deletion',
  severity: 'critical',
  area: 'deletion',
  rationale:
    'A deleted key takes all data encrypted under it along, for good. Until the waiting period ends, it can be undone.',
  fix: 'Cancel the deletion, and ask one of the principals in deletion.allowedTo to schedule it if it is meant.',
  check({ snapshot, change, governance }) {
    if (!isAwaitingDeletion(snapshot) || change?.operation !== 'ScheduleKeyDeletion') return [];
    const { actor } = change;
    if (actor.arn !== undefined && isNamed(governance.deletion.allowedTo, actor.arn, snapshot.account))
      return [];
    return [
      {
        message: `${describeActor(actor)} scheduled this key for deletion, and is not allowed to.`,
        evidence: [
          `deleted on ${snapshot.deletionDate ?? 'an unknown date'}`,
          `allowed to: ${governance.deletion.allowedTo.join(', ') || 'nobody'}`,
        ],
        remedy: 'cancel-deletion',
      },
    ];
  },
};

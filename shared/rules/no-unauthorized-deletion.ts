import { describeActor } from '../events/describe-actor.ts';
import { isNamed } from '../standard/principals.ts';
import { isAwaitingDeletion } from './awaiting-deletion.ts';
import type { Examples, Rule, Violation } from './rule.ts';

export const noUnauthorizedDeletion: Rule = {
  id: 'no-unauthorized-deletion',
  title: 'Only those the standard names schedule a key for deletion',
  severity: 'critical',
  area: 'deletion',
  duty: 'lifecycle',
  rationale:
    'A deleted key takes all data encrypted under it along, for good. Until the waiting period ends, it can be undone.',
  fix: 'Cancel the deletion, and ask one of the principals in deletion.allowedTo to schedule it if it is meant.',
  controls: { securityHub: ['KMS.3'], nist: ['SC-12', 'SC-12(2)'] },
  check({ snapshot, change, governance }) {
    if (!isAwaitingDeletion(snapshot)) return [];
    const allowedTo = governance.deletion.protected ? [] : governance.deletion.allowedTo;
    const found = (message: string): Violation => ({
      message,
      evidence: [
        `deleted on ${snapshot.deletionDate ?? 'an unknown date'}`,
        `allowed to: ${allowedTo.join(', ') || 'nobody'}`,
      ],
      remedy: 'cancel-deletion',
    });
    if (change === undefined) {
      if (governance.deletion.protected)
        return [found('The key is scheduled for deletion, and nobody may delete it.')];
      // Its event may never have come: people are told, a day at a time, while it can still be cancelled.
      const { remedy: _, ...told } = found(
        'The key is scheduled for deletion; an audit cannot know by whom.',
      );
      return [{ ...told, severity: 'medium' }];
    }
    if (change.operation !== 'ScheduleKeyDeletion') return [];
    const { actor } = change;
    if (actor.arn !== undefined && isNamed(allowedTo, actor.arn, snapshot.account)) return [];
    return [found(`${describeActor(actor)} scheduled this key for deletion, and is not allowed to.`)];
  },
};

export const examples: Examples = {
  wrong: [
    {
      name: 'The owner schedules the key for deletion',
      snapshot: { state: 'PendingDeletion', deletionDate: '2026-12-02T10:00:00.000Z' },
      change: { operation: 'ScheduleKeyDeletion', by: 'role/KeyOwner' },
    },
    {
      name: 'The root user does',
      snapshot: { state: 'PendingDeletion', deletionDate: '2026-12-02T10:00:00.000Z' },
      change: { operation: 'ScheduleKeyDeletion', by: 'root' },
    },
    {
      name: 'A role of the same name does, in another account',
      snapshot: { state: 'PendingReplicaDeletion' },
      change: { operation: 'ScheduleKeyDeletion', by: 'arn:aws:iam::444455556666:role/KeyAdministrator' },
    },
    {
      name: 'An administrator does, and only the pipeline may',
      standard: 'deletion: { allowedTo: [role/Deploy] }',
      snapshot: { state: 'PendingDeletion', deletionDate: '2026-12-02T10:00:00.000Z' },
      change: { operation: 'ScheduleKeyDeletion', by: 'role/KeyAdministrator' },
    },
    {
      name: 'An administrator does, and nobody at all may delete the key',
      standard: 'deletion: { protected: true }',
      snapshot: { state: 'PendingDeletion', deletionDate: '2026-12-02T10:00:00.000Z' },
      change: { operation: 'ScheduleKeyDeletion', by: 'role/KeyAdministrator' },
    },
    {
      name: 'An audit finds that a key is to be deleted that nobody may delete',
      standard: 'deletion: { protected: true }',
      snapshot: { state: 'PendingDeletion', deletionDate: '2026-12-02T10:00:00.000Z' },
    },
    {
      name: 'An audit finds that a key is to be deleted, and cannot know who scheduled that',
      snapshot: { state: 'PendingDeletion', deletionDate: '2026-12-02T10:00:00.000Z' },
    },
  ],
  right: [
    {
      name: 'An administrator schedules the key for deletion',
      snapshot: { state: 'PendingDeletion', deletionDate: '2026-12-02T10:00:00.000Z' },
      change: { operation: 'ScheduleKeyDeletion', by: 'role/KeyAdministrator' },
    },
    {
      name: 'The owner scheduled the deletion, and it has been cancelled since',
      change: { operation: 'ScheduleKeyDeletion', by: 'role/KeyOwner' },
    },
    {
      name: 'The deletion of a protected key is just being cancelled',
      standard: 'deletion: { protected: true }',
      snapshot: { state: 'PendingDeletion', deletionDate: '2026-12-02T10:00:00.000Z' },
      change: { operation: 'CancelKeyDeletion', by: 'role/KeyAdministrator' },
    },
  ],
};

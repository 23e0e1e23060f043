import type { Summary } from '../../shared/alerts/summary.ts';
import { keyArn } from './example-decision.ts';

/** Twelve keys scheduled for deletion in three minutes. */
export function exampleSummary(more: Partial<Summary> = {}): Summary {
  return {
    kind: 'mass',
    headline: 'Mass event: 12 keys of 111122223333 were scheduled for deletion in 3 minutes',
    severity: 'critical',
    count: 12,
    since: '2026-11-24T10:00:00Z',
    until: '2026-11-24T10:03:00Z',
    account: '111122223333',
    region: 'eu-west-1',
    worst: [
      {
        headline: 'NOT PUT RIGHT: role/Admin scheduled key alias/payments for deletion',
        severity: 'critical',
        outcome: 'failed',
        arn: keyArn,
        changeId: '9f0c0f5e-1111-4222-8333-444455556666',
        at: '2026-11-24T10:01:00Z',
      },
    ],
    outcomes: { remediated: 11, failed: 1 },
    more: 'All of them are in the ledger.',
    ...more,
  };
}

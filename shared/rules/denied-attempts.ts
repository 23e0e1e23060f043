import type { Examples, Rule } from './rule.ts';

export const deniedAttempts: Rule<'principal'> = {
  id: 'denied-attempts',
  scope: 'principal',
  title: 'Nobody keeps trying what KMS refuses them',
  severity: 'medium',
  area: 'monitoring',
  duty: 'perimeter',
  rationale:
    'Refused calls change nothing. Many of them by one principal are a search for what its stolen credentials can do, or a deployment that has lost a right it needs.',
  fix: 'Find out who it is. If it is not meant, revoke its sessions; if it is, give it the right or stop the calls.',
  controls: { cis: ['4.1'], nist: ['AU-6', 'SI-4'] },
  check({ snapshot: { arn, count, withinMinutes, operations }, governance }) {
    const most = governance.monitoring.deniedAttempts.count;
    if (most === 0 || count < most) return [];
    return [
      {
        message: `KMS refused ${count} calls by the same principal within ${withinMinutes} minutes.`,
        evidence: [arn, `refused: ${[...operations].sort().join(', ')}`],
      },
    ];
  },
};

export const examples: Examples<'principal'> = {
  wrong: [
    {
      name: 'A session that tries one key after the other',
      snapshot: { count: 5, operations: ['PutKeyPolicy', 'CreateGrant'] },
    },
    {
      name: 'As many as a stricter standard lets pass, and one more',
      standard: 'monitoring: { deniedAttempts: { count: 2, withinMinutes: 10 } }',
      snapshot: { count: 2, operations: ['DisableKey'] },
    },
  ],
  right: [
    { name: 'A slip of the hand', snapshot: { count: 4, operations: ['PutKeyPolicy'] } },
    {
      name: 'The standard does not count them',
      standard: 'monitoring: { deniedAttempts: { count: 0, withinMinutes: 10 } }',
      snapshot: { count: 100, operations: ['PutKeyPolicy'] },
    },
  ],
};

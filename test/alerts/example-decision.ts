import type { Change } from '../../shared/events/change.ts';
import type { Decision } from '../../shared/ledger/decision.ts';

export const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const change: Change = {
  operation: 'PutKeyPolicy',
  service: 'kms',
  id: '9f0c0f5e-1111-4222-8333-444455556666',
  at: '2026-11-24T10:00:00Z',
  account: '111122223333',
  region: 'eu-west-1',
  actor: {
    kind: 'role',
    arn: 'arn:aws:iam::111122223333:role/Admin',
    account: '111122223333',
    session: 'alice',
  },
  key: {
    arn: keyArn,
    keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
    account: '111122223333',
    region: 'eu-west-1',
  },
  details: { policy: '{}', bypassedLockoutCheck: false },
};

const policy = '{"Version":"2012-10-17","Statement":[]}';

/** A key opened to anyone, and put back four seconds later. */
export function exampleDecision(more: Partial<Decision> = {}): Decision {
  return {
    scope: 'key',
    arn: keyArn,
    changeId: change.id,
    change,
    keyClass: 'payments',
    aliases: ['alias/payments'],
    findings: [
      {
        rule: 'policy-drift',
        severity: 'high',
        message: 'The key policy gives access that its approved baseline does not.',
        evidence: ['gained: anyone may Decrypt'],
        fix: 'Make the change through a pipeline.',
        statements: [1],
        remedy: 'revert-policy',
      },
      {
        rule: 'no-public-access',
        severity: 'critical',
        message: 'Anyone may use the key.',
        evidence: ['statement 1 names *'],
        fix: 'Name the principals.',
        statements: [1],
        remedy: 'revert-policy',
      },
    ],
    outcome: 'remediated',
    steps: [
      {
        step: { kind: 'put-key-policy', policy, replaces: '{}' },
        outcome: 'done',
        at: '2026-11-24T10:00:03.500Z',
      },
    ],
    decidedAt: '2026-11-24T10:00:03.600Z',
    latencyMs: 3600,
    told: false,
    ...more,
  };
}

/** The same, except that KMS refused the policy. */
export function failedDecision(approved = policy): Decision {
  return exampleDecision({
    outcome: 'failed',
    why: 'not allowed',
    steps: [
      {
        step: { kind: 'put-key-policy', policy: approved, replaces: '{}' },
        outcome: 'failed',
        code: 'AccessDeniedException',
        why: 'not allowed',
      },
    ],
  });
}

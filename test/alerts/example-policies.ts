import type { Decision } from '../../shared/ledger/decision.ts';
import { exampleDecision } from './example-decision.ts';

const account = 'arn:aws:iam::111122223333';

const root = {
  Sid: 'Root',
  Effect: 'Allow',
  Principal: { AWS: `${account}:root` },
  Action: 'kms:*',
  Resource: '*',
  Condition: { StringEquals: { 'aws:PrincipalType': 'Account' } },
};

const users = (...principals: readonly string[]) => ({
  Sid: 'Users',
  Effect: 'Allow',
  Principal: { AWS: principals.length === 1 ? principals[0] : principals },
  Action: ['kms:Encrypt', 'kms:Decrypt'],
  Resource: '*',
});

export const policyOf = (...statements: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

export const approvedPolicy = policyOf(root, users(`${account}:role/App`));

/** The same, with a stranger among the users in the place of the application. */
export const changedPolicy = policyOf(root, users('arn:aws:iam::444455556666:role/x'));

const step = { kind: 'put-key-policy', policy: approvedPolicy, replaces: changedPolicy } as const;

/** A key whose users were exchanged for a stranger, and put back. */
export function exchangedDecision(more: Partial<Decision> = {}): Decision {
  const [drift] = exampleDecision().findings;
  return exampleDecision({
    findings: drift ? [{ ...drift, evidence: [] }] : [],
    steps: [{ step, outcome: 'done', at: '2026-11-24T10:00:03.500Z' }],
    ...more,
  });
}

/** The same, where the standard leaves it to a person. */
export function askedDecision(): Decision {
  const { change, findings } = exchangedDecision();
  const details = { policy: changedPolicy, bypassedLockoutCheck: false };
  return exchangedDecision({
    outcome: 'asked',
    steps: [],
    change: { ...change, operation: 'PutKeyPolicy', details } as Decision['change'],
    findings: findings.map(({ remedy: _, ...finding }) => finding),
  });
}

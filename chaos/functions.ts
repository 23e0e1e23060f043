import { grantsDuty, lifecycleDuty, policyDuty, rotationDuty } from '../shared/duties.ts';
import type { AnyRule } from '../shared/rules/rule.ts';
import { account } from './standard.ts';

/**
 * A function of the guardian, and what of `serverless.yml` bears on it: its queue's settings and its own. A test holds
 * them together.
 */
export type FunctionSettings = {
  readonly name: string;
  readonly queue: string;
  readonly operations: readonly string[];
  readonly rules: readonly AnyRule[];
  readonly role: string;
};

const make = (
  name: string,
  rules: readonly AnyRule[],
  ...operations: readonly string[]
): FunctionSettings => {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return {
    name,
    queue: `${title}Queue`,
    operations,
    rules,
    role: `arn:aws:iam::${account}:role/kms-guardian/${title}`,
  };
};

export const functions: readonly FunctionSettings[] = [
  make('policy', policyDuty, 'PutKeyPolicy', 'CreateKey'),
  make('lifecycle', lifecycleDuty, 'ScheduleKeyDeletion', 'CancelKeyDeletion', 'DisableKey', 'EnableKey'),
  make('rotation', rotationDuty, 'EnableKeyRotation', 'DisableKeyRotation'),
  make('grants', grantsDuty, 'CreateGrant', 'RevokeGrant'),
];

/** What all of them and their queues have in common. */
export const settings = {
  batchSize: 5,
  maximumConcurrency: 10,
  visibilityTimeoutSeconds: 120,
  maxReceiveCount: 5,
  timeoutSeconds: 20,
} as const;

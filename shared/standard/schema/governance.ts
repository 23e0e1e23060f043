import { z } from 'zod';
import type { Severity } from '../../rules/rule.ts';
import type { Mode } from '../standard.ts';
import { creation } from './creation.ts';
import { principals } from './principal.ts';
import { trust } from './trust.ts';
import { usage } from './usage.ts';
import { permission, whole } from './value.ts';

const modes = ['observe', 'alert', 'remediate'] as const satisfies readonly Mode[];
const severities = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];

const policy = z.strictObject({
  narrower: z
    .enum(['alert', 'adopt'])
    .optional()
    .describe("A person's compliant change that takes access away."),
  wider: z.enum(['revert', 'ask']).optional().describe("A person's compliant change that gives access."),
});

const rotation = z.strictObject({
  enabled: z.boolean().optional(),
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html
  periodInDays: whole('days', 90, 2560, 'KMS rotates no more and no less often').optional(),
});

const deletion = z.strictObject({
  allowedTo: principals.optional().describe('Who may schedule a deletion. Otherwise the administrators.'),
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
  minimumWindowInDays: whole('days', 7, 30, 'KMS has no other waiting periods').optional(),
});

/** What the defaults and every class may say. */
export function governance(ruleIds: readonly string[]) {
  const setting = z.strictObject({
    mode: z.enum(modes).optional(),
    severity: z.enum(severities).optional(),
  });
  return {
    mode: z.enum(modes).optional().describe('Keep a record; tell people, too; put it right, too.'),
    trust: trust.optional().describe("Who outside the key's own account may be let in at all."),
    creation: creation.optional().describe('What a key must be from the start.'),
    usage: usage.optional().describe('What every use of a key must come with.'),
    iamDelegation: permission
      .optional()
      .describe('Whether the account statement may let IAM policies give access to the key.'),
    policy: policy.optional(),
    rotation: rotation.optional(),
    deletion: deletion.optional(),
    rules: z.strictObject(Object.fromEntries(ruleIds.map((id) => [id, setting.optional()]))).optional(),
  };
}

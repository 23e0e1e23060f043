import { z } from 'zod';
import type { Severity } from '../../rules/rule.ts';
import type { Mode } from '../standard.ts';
import { breaker } from './breaker.ts';
import { creation } from './creation.ts';
import { deletion, importedMaterial, keyStores } from './deletion.ts';
import { grants } from './grants.ts';
import { labels } from './labels.ts';
import { monitoring } from './monitoring.ts';
import { perimeter } from './perimeter.ts';
import { roleActions } from './role-actions.ts';
import { trust } from './trust.ts';
import { usage } from './usage.ts';
import { permission, whole } from './value.ts';

const modes = ['observe', 'alert', 'remediate'] as const satisfies readonly Mode[];
const severities = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];

const policy = z.strictObject({
  narrower: z
    .enum(['alert', 'adopt'])
    .optional()
    .describe('What is done about one that takes access away: tell people, or take it as the baseline.'),
  wider: z
    .enum(['revert', 'ask'])
    .optional()
    .describe('What is done about one that gives access: put it back, or ask a person.'),
});

const rotation = z.strictObject({
  enabled: z.boolean().optional().describe('Whether a key that KMS can rotate must rotate by itself.'),
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html
  periodInDays: whole('days', 90, 2560, 'KMS rotates no more and no less often')
    .optional()
    .describe('The longest period between two rotations.'),
});

/** What the defaults and every class may say. */
export function governance(ruleIds: readonly string[]) {
  const setting = z.strictObject({
    mode: z.enum(modes).optional().describe('What is done about what the rule finds.'),
    severity: z.enum(severities).optional().describe('How bad that is.'),
  });
  return {
    mode: z
      .enum(modes)
      .optional()
      .describe('What is done about findings: keep a record; tell people, too; put it right, too.'),
    actions: roleActions.optional().describe('The most each role may hold.'),
    trust: trust.optional().describe("Who outside the key's own account may be let in at all."),
    creation: creation.optional().describe('What a key must be from the start.'),
    usage: usage.optional().describe('What every use of a key must come with.'),
    iamDelegation: permission
      .optional()
      .describe('Whether the account statement may let IAM policies give access to the key.'),
    rootUser: z
      .enum(['full', 'recovery'])
      .optional()
      .describe("What a key policy may give the account's root user: all, or no more than getting back in."),
    policy: policy
      .optional()
      .describe(
        "A person's change to a key policy that keeps to the standard, and differs from the baseline.",
      ),
    rotation: rotation.optional().describe('Automatic rotation, of keys that KMS can rotate.'),
    deletion: deletion.optional().describe('Who may schedule a key for deletion, and when.'),
    importedMaterial: importedMaterial.optional().describe("Key material of one's own."),
    keyStores: keyStores
      .optional()
      .describe('Custom key stores: CloudHSM clusters and key managers of your own.'),
    grants: grants.optional().describe('What a grant may give.'),
    labels: labels.optional().describe('Aliases and tags, where something is decided by them.'),
    monitoring: monitoring.optional().describe('That everything done with keys is seen.'),
    perimeter: perimeter.optional().describe('What surrounds the keys.'),
    breaker: breaker.optional().describe('When the guardian stops putting things right, and calls people.'),
    rules: z
      .strictObject(Object.fromEntries(ruleIds.map((id) => [id, setting.optional()])))
      .optional()
      .describe('Single rules, by their IDs.'),
  };
}

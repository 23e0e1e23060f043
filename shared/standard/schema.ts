import { z } from 'zod';
import type { Severity } from '../rules/rule.ts';
import type { Mode } from './standard.ts';

const modes = ['observe', 'alert', 'remediate'] as const satisfies readonly Mode[];
const severities = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];

/**
 * A complaint in two parts: what is wrong, said after the field's name, and what to do. They are kept
 * apart by a line break, which the quoted value cannot hold.
 */
function says(what: string, fix: string): string {
  return `${what}\n${fix}`;
}

/** A value as it is quoted in a complaint: on one line, and not too long. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a section with fields';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

const wildcardAccount = /^arn:aws[a-z-]*:iam::[^:]*[*?][^:]*:/;
const fullArn = /^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)(?:\/[\w+=,.@-]+)+$/;
const ownPrincipal = /^(?:role|user)(?:\/[\w+=,.@*?-]+)+$/;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const principal = z
  .string()
  .regex(new RegExp(`${fullArn.source}|${ownPrincipal.source}`), {
    error: (issue) => principalFault(issue.input),
  })
  .meta({
    id: 'principal',
    description:
      "role/NAME or user/NAME of the key's account (* and ? allowed), or one principal's full ARN.",
  });

function principalFault(input: unknown): string {
  const text = String(input);
  if (wildcardAccount.test(text)) {
    return says(
      `has a wildcard in the account: ${quote(input)}`,
      'write the 12 digits of the account, once for each account',
    );
  }
  if (fullArn.test(text.replace(/[*?]/g, 'x'))) {
    return says(
      `has a wildcard in a full ARN: ${quote(input)}`,
      'name one role or user by its ARN, or use role/NAME or user/NAME, where * and ? are allowed',
    );
  }
  return says(
    `names no role or user: ${quote(input)}`,
    'write role/NAME or user/NAME, or a full ARN such as arn:aws:iam::111122223333:role/NAME',
  );
}

function days(least: number, most: number, why: string) {
  const error = (issue: { readonly input?: unknown }) =>
    says(
      `must be a whole number of days from ${least} to ${most}, not ${quote(issue.input)}`,
      `choose one in that range: ${why}`,
    );
  return z.int({ error }).min(least, { error }).max(most, { error });
}

function text(pattern: RegExp, what: string, fix: string) {
  return z.string().regex(pattern, { error: (issue) => says(`${what}: ${quote(issue.input)}`, fix) });
}

/** A list that must name something: an empty one would match no key, which nobody means. */
function someOf<T extends z.ZodType>(entry: T, fix: string) {
  return z.array(entry).min(1, { error: () => says('is an empty list', fix) });
}

const principals = z.array(principal);

const roles = z.strictObject({
  administrators: someOf(principal, 'name who manages the keys, for example role/KeyAdministrator').describe(
    "Manage a key's life, and never use it.",
  ),
  owners: principals.optional().describe('May change the key policy, and nothing else.'),
  users: principals.optional().describe('Encrypt and decrypt, and manage nothing.'),
  guardian: someOf(principal, "name the guardian's own roles, or remove the line")
    .optional()
    .describe("The guardian's own functions. Otherwise role/kms-guardian/*."),
  pipelines: principals
    .optional()
    .describe('Sanctioned deployers: their compliant changes become the baseline.'),
});

/** What the defaults and every class may say. */
function governance(ruleIds: readonly string[]) {
  const setting = z.strictObject({
    mode: z.enum(modes).optional(),
    severity: z.enum(severities).optional(),
  });
  return {
    mode: z.enum(modes).optional().describe('Keep a record; tell people, too; put it right, too.'),
    policy: z
      .strictObject({
        narrower: z
          .enum(['alert', 'adopt'])
          .optional()
          .describe("A person's compliant change that takes access away."),
        wider: z
          .enum(['revert', 'ask'])
          .optional()
          .describe("A person's compliant change that gives access."),
      })
      .optional(),
    rotation: z
      .strictObject({
        enabled: z.boolean().optional(),
        // https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html
        periodInDays: days(90, 2560, 'KMS rotates no more and no less often').optional(),
      })
      .optional(),
    deletion: z
      .strictObject({
        allowedTo: principals
          .optional()
          .describe('Who may schedule a deletion. Otherwise the administrators.'),
        // https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
        minimumWindowInDays: days(7, 30, 'KMS has no other waiting periods').optional(),
      })
      .optional(),
    rules: z.strictObject(Object.fromEntries(ruleIds.map((id) => [id, setting.optional()]))).optional(),
  };
}

const match = z
  .strictObject({
    tags: z
      .record(z.string(), someOf(z.string(), 'write "*" for any value'))
      .refine((tags) => Object.keys(tags).length > 0, {
        error: () => says('names no tag', 'name a tag and its values, or remove the line'),
      })
      .optional(),
    aliases: someOf(
      text(/^alias\/./, 'is no alias', 'begin it with alias/'),
      'name an alias, or remove the line',
    ).optional(),
    accounts: someOf(
      text(/^\d{12}$/, 'is no account', 'write the 12 digits of the account, in quotes'),
      'name an account, or remove the line',
    ).optional(),
    regions: someOf(
      text(/^[a-z]{2,}(-[a-z]+)+-\d+$/, 'is no Region', 'write its code, for example eu-west-1'),
      'name a Region, or remove the line',
    ).optional(),
  })
  .refine((parts) => Object.keys(parts).length > 0, {
    error: () =>
      says('would match every key', 'say which tags, aliases, accounts or regions, or use defaults'),
  });

/** The standard as it is written, given the rules that exist. Unknown fields are refused everywhere. */
export function standardSchema(ruleIds: readonly string[]) {
  const settings = governance(ruleIds);
  return z.strictObject({
    version: z.literal(1),
    roles,
    defaults: z.strictObject(settings).optional(),
    classes: z
      .array(
        z.strictObject({
          name: text(
            /^(?!default$)[a-z0-9][a-z0-9-]*$/,
            'is no name for a class',
            'use small letters, digits and hyphens, and not "default", which is the class of all other keys',
          ),
          match,
          roles: roles.partial().optional(),
          ...settings,
        }),
      )
      .optional(),
  });
}

/** A standard as written, before defaults are filled in. */
export type StandardDocument = z.infer<ReturnType<typeof standardSchema>>;

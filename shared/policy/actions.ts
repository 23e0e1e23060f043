import { ACTION_TABLE } from './action-table.ts';
import { glob } from './glob.ts';
import { remember } from './remember.ts';

/** Every action a key policy can grant: those authorized on a key. The rest (`kms:CreateKey`, `kms:ListKeys`, ...) it can't. */
export const KEY_ACTIONS: ReadonlySet<string> = new Set(
  ACTION_TABLE.filter((row) => row.onKey).map((row) => row.name),
);

/** The published KMS actions that are not authorized on a key, so that no key policy can grant them. */
export const OTHER_ACTIONS: ReadonlySet<string> = new Set(
  ACTION_TABLE.filter((row) => !row.onKey).map((row) => row.name),
);

const PUBLISHED = new Map(ACTION_TABLE.map((row) => [row.name.toLowerCase(), row.name]));

/** The published spelling of an action named in any case, or undefined for one that is not published. */
export function publishedAction(name: string): string | undefined {
  return PUBLISHED.get(name.toLowerCase());
}

/**
 * The actions on a key that any of the patterns covers, in their published spelling. `*` stands for any characters
 * and `?` for one; case does not matter.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function expandActions(patterns: readonly string[]): ReadonlySet<string> {
  return expandList(JSON.stringify(patterns));
}

const expandList = remember(
  1000,
  (patterns): ReadonlySet<string> =>
    new Set((JSON.parse(patterns) as readonly string[]).flatMap(expandAction)),
);

const expandAction = remember(1000, (pattern) => {
  const matches = glob(pattern.toLowerCase());
  return [...KEY_ACTIONS].filter((action) => matches(action.toLowerCase()));
});

/** Cryptographic operations: what using a key means. */
export const USE_ACTIONS: ReadonlySet<string> = expandActions([
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncrypt*',
  'kms:GenerateDataKey*',
  'kms:GenerateMac',
  'kms:VerifyMac',
  'kms:Sign',
  'kms:Verify',
  'kms:DeriveSharedSecret',
]);

/** Changing the policy: what owning a key means. */
export const OWN_ACTIONS: ReadonlySet<string> = expandActions(['kms:PutKeyPolicy']);

/**
 * What gets an account back into a key: to look at it and its policy, to set the policy, and to undo what stops the key.
 * Nothing more is needed, since whoever may set the policy can give the rest to those whose work it is.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam
 */
export const RECOVERY_ACTIONS: ReadonlySet<string> = expandActions([
  'kms:CancelKeyDeletion',
  'kms:DescribeKey',
  'kms:EnableKey',
  'kms:GetKeyPolicy',
  'kms:ListKeyPolicies',
  'kms:PutKeyPolicy',
]);

/** Managing a key's life, and what lets its holder reach further: grants, tags and aliases. */
export const ADMINISTER_ACTIONS: ReadonlySet<string> = new Set(
  ACTION_TABLE.filter(
    (row) =>
      row.onKey &&
      row.access !== 'Read' &&
      row.access !== 'List' &&
      !USE_ACTIONS.has(row.name) &&
      !OWN_ACTIONS.has(row.name),
  ).map((row) => row.name),
);

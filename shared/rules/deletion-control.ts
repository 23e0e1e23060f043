import type { AccountSnapshot } from '../perimeter/account.ts';
import { accessGained } from '../policy/compare.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Policy } from '../policy/policy.ts';
import { PolicyError } from '../policy/policy-error.ts';
import { DESTROY } from '../render/service-control-policy.ts';
import type { PrincipalPattern } from '../standard/standard.ts';
import { parseControlPolicy } from './control-policy.ts';
import { ControlReport, destroys } from './control-report.ts';
import { type Control, effectiveControl, type Level } from './effective-control.ts';
import { keysOfAccount } from './keys-of-account.ts';

/** Whom service control policies leave able to destroy keys, in words. */
export type LeftAble = {
  /** Who is left able that should not be, worst first; empty where nobody is. */
  readonly others: readonly string[];
  /** Which policies let them, and which are in vain. */
  readonly because: readonly string[];
  /** What could not be decided, and counts as left able. */
  readonly undecided: readonly string[];
  /** Whether one of those who should be is left able to delete some key. */
  readonly deleters: boolean;
};

/**
 * Whom the service control policies over an account leave able to destroy its keys, beside those who may. Judged by what
 * they come to, for keys that stand for all keys of the account. Service-linked roles are not asked about: no SCP binds
 * them, and nobody else can have a role under their path.
 *
 * @param allowed who may, as `deletion.allowedTo` names them
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function leftAble(
  { account, arn, levels: given }: Pick<AccountSnapshot, 'account' | 'arn' | 'levels'>,
  allowed: readonly PrincipalPattern[],
): LeftAble {
  const partition = arn.split(':')[1] ?? 'aws';
  const levels = read(given, account);
  if (levels instanceof Unreadable) return unknown(levels.message);
  const statements = levels.flat().flatMap(({ policy }) => policy.statements.filter(destroys));
  const keys = keysOfAccount(statements, account, partition);
  if (keys === undefined) return unknown('the policies tell too many keys apart');
  const names = allowed.map((each) => ownArn(each, account, partition));
  const most = ceiling(account, ...names, ownArn('role/aws-service-role/*', account, partition));
  const none = ceiling(account);
  const found = new ControlReport(keys.length);
  let deleters = false;
  for (const key of keys) {
    const control = effectiveControl(levels, { account, key, actions: DESTROY });
    if (control === undefined) return unknown('there are too many ways through the levels');
    const { gained, unknown: open } = accessGained({ ...most, key: key.arn }, control.policy);
    for (const { text, statements: at } of gained) found.add(text, key, control, at);
    for (const { reason, statements: at } of open) found.leaveOpen(reason, key, control, at);
    deleters ||= letsIn(names, { ...none, key: key.arn }, control);
  }
  return { ...found.told(levels), deleters };
}

const unknown = (why: string): LeftAble => ({
  others: [],
  because: [],
  undecided: [why],
  deleters: true,
});

/** `role/NAME` is a principal of the account, a full ARN just that. */
function ownArn(pattern: PrincipalPattern, account: string, partition: string): string {
  return pattern.startsWith('arn:') ? pattern : `arn:${partition}:iam::${account}:${pattern}`;
}

/** A service control policy is no policy: nothing is known of what it does. */
class Unreadable {
  readonly message: string;
  constructor(name: string, target: string, error: PolicyError) {
    this.message = `${name} at ${target} cannot be read: ${error.message}`;
  }
}

function read(levels: AccountSnapshot['levels'], account: string): readonly Level[] | Unreadable {
  const found: Level[] = [];
  for (const { target, policies } of levels) {
    const level: Level[number][] = [];
    for (const { name, text } of policies) {
      try {
        level.push({ target, name, policy: parseControlPolicy(text, account) });
      } catch (error) {
        if (error instanceof PolicyError) return new Unreadable(name, target, error);
        throw error;
      }
    }
    found.push(level);
  }
  return found;
}

/**
 * A policy by which of an account's principals these alone may; about those of others nothing is asked, since no
 * principal of another account can destroy a key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
 */
function ceiling(account: string, ...names: readonly string[]): Policy {
  const may = (Condition: object) => ({
    Effect: 'Allow',
    Principal: '*',
    Action: 'kms:*',
    Resource: '*',
    Condition,
  });
  const Statement = [
    may({ StringNotEquals: { 'aws:PrincipalAccount': account } }),
    may({ ArnLike: { 'aws:PrincipalArn': names } }),
  ];
  return parsePolicy({ Version: '2012-10-17', Statement }, { account });
}

/** Whether one of these is left able to schedule the deletion of the key. */
function letsIn(names: readonly string[], nobody: Policy, { policy }: Control): boolean {
  const [, ...theirs] = ceiling(policy.account, ...names).statements;
  const statements = policy.statements.map((each) => ({
    ...each,
    actions: new Set([...each.actions].filter((action) => action === 'kms:ScheduleKeyDeletion')),
    conditions: [...each.conditions, ...theirs.flatMap(({ conditions }) => conditions)],
  }));
  const { gained, unknown: open } = accessGained(nobody, { ...policy, statements });
  return gained.length + open.length > 0;
}

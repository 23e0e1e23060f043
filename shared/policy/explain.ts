import { KEY_ACTIONS } from './actions.ts';
import type { Condition, Level, Principal, Statement, StatementReference } from './policy.ts';
import type { Caller } from './principal-keys.ts';

/** A principal of a statement, in words. */
export function describePrincipal(principal: Principal): string {
  switch (principal.kind) {
    case 'anyone':
      return 'anyone';
    case 'account':
      return `anyone in account ${principal.account}`;
    case 'service':
      return `the service ${principal.service}`;
    case 'federated':
      return `users of the identity provider ${principal.provider}`;
    case 'canonical-user':
      return `the canonical user ${principal.id}`;
    case 'unique-id':
      return `the deleted principal ${principal.id}`;
    default:
      return `${nameInArn(principal.arn)} in account ${principal.account}`;
  }
}

/** Everyone a statement is about, in words: "anyone but role/Admin in account 111122223333". */
export function describePrincipals(principals: Statement['principals']): string {
  if (!principals.negated) {
    return list(principals.any.map(describePrincipal), 'and');
  }
  const spared = principals.any.map((each) =>
    each.kind === 'account' ? `the root user of account ${each.account}` : describePrincipal(each),
  );
  return `anyone but ${list(spared, 'and')}`;
}

/** Who calls, in words. */
export function describeCaller(caller: Caller): string {
  if (caller.account === undefined) {
    return caller.kind === 'service' ? `the service ${caller.name}` : caller.arn;
  }
  return caller.kind === 'root'
    ? `the root user of account ${caller.account}`
    : `${nameInArn(caller.arn)} in account ${caller.account}`;
}

/** `role/path/Admin` of a role's ARN. */
function nameInArn(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

/** What tells most of access, where not all can be named. */
const TELLING = ['kms:Decrypt', 'kms:PutKeyPolicy', 'kms:CreateGrant', 'kms:ScheduleKeyDeletion', 'kms:Sign'];

/** Actions, those first that give most away. */
export function mostTelling(actions: Iterable<string>): readonly string[] {
  const all = [...actions];
  const first = TELLING.filter((action) => all.includes(action));
  return [...first, ...all.filter((action) => !first.includes(action))];
}

/** Actions in words, without their `kms:`; more than four are counted. */
export function describeActions(actions: ReadonlySet<string>): string {
  if (actions.size === 0) {
    return 'do nothing';
  }
  if (actions.size === KEY_ACTIONS.size) {
    return 'do everything';
  }
  const listed = actions.size > 4 ? mostTelling(actions) : [...actions];
  const names = listed.map((action) => action.slice('kms:'.length));
  return names.length > 4
    ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
    : list(names, 'and');
}

/** Conditions in words: "through s3.us-east-1.amazonaws.com only". Empty where there are none. */
export function describeConditions(conditions: readonly Condition[]): string {
  return list(conditions.map(describeCondition), 'and');
}

const RELATIONS: Readonly<Record<string, string>> = {
  LessThan: 'less than',
  LessThanEquals: 'at most',
  GreaterThan: 'more than',
  GreaterThanEquals: 'at least',
};

function describeCondition(condition: Condition): string {
  const { operator, key, quantifier } = condition;
  const values = list(condition.values, 'or');
  if (operator === 'Null') {
    return String(condition.values[0]).toLowerCase() === 'true' ? `without ${key}` : `with ${key}`;
  }
  const tail = condition.ifExists ? ', or is absent' : '';
  if (key.toLowerCase() === 'kms:viaservice' && !operator.includes('Not') && tail === '') {
    return `through ${values} only`;
  }
  const verb = RELATIONS[operator.replace(/Numeric|Date/, '')] ?? '';
  const like = /Like|Arn/.test(operator) ? 'like ' : '';
  const which = quantifier === undefined ? 'if' : quantifier === 'ForAllValues' ? 'if every' : 'if any';
  const is = operator.includes('Not') ? 'is not' : 'is';
  return `${which} ${key} ${is} ${verb === '' ? like : `${verb} `}${values}${tail}`;
}

/** A statement by its Sid, or else by its place, counted from 1. */
export function describeStatement(statement: StatementReference): string {
  return statement.sid === undefined
    ? `statement ${statement.index + 1}`
    : `statement ${statement.index + 1} ("${statement.sid}")`;
}

/** Where a request ended, as a verb phrase. */
export function describeLevel(level: Level): string {
  switch (level) {
    case 'allowed':
      return 'may';
    case 'delegated':
      return 'may, if IAM agrees,';
    case 'denied':
      return 'may not';
  }
}

/** "a, b and c". */
export function list(items: readonly string[], word: 'and' | 'or'): string {
  return items.length < 2
    ? items.join()
    : `${items.slice(0, -1).join(', ')} ${word} ${items[items.length - 1]}`;
}

/** More than this many are counted. */
const MOST_LISTED = 5;

/** "a, b, c, d and 17 more". */
export function limited(items: readonly string[], word: 'and' | 'or'): string {
  return items.length > MOST_LISTED
    ? `${items.slice(0, MOST_LISTED - 1).join(', ')} ${word} ${items.length - MOST_LISTED + 1} more`
    : list(items, word);
}

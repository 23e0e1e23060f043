import { ADMINISTER_ACTIONS, OWN_ACTIONS, USE_ACTIONS } from './actions.ts';
import { holds } from './condition.ts';
import { describeConditions, describeStatement } from './explain.ts';
import { covers, isAboutKey, levelOf } from './matching.ts';
import type { Condition, Level, Policy, Principal, Statement } from './policy.ts';
import { type Caller, principalKeys, readCaller } from './principal-keys.ts';
import { withRole } from './session-role.ts';

/** What one principal may do with the key: the highest level it reaches for any action of each kind. */
export type Capability = {
  /** An ARN, an account ID, a service, or `*` for anyone. */
  readonly principal: string;
  /** Manage the key's life, its grants, tags and aliases. */
  readonly administer: Level;
  /** Change its policy. */
  readonly own: Level;
  /** Encrypt, decrypt, sign and the like. */
  readonly use: Level;
  /** The conditions some of this depends on, in words. */
  readonly conditions?: string;
};

/**
 * Each principal that a policy names, against administer, own and use, directly (`allowed`) or through IAM
 * (`delegated`). A Deny that depends on more than the principal takes nothing away here; `conditions` names it.
 */
export function whoCan(policy: Policy): readonly Capability[] {
  const subjects = new Map<string, Subject>();
  for (const { principals } of policy.statements) {
    const named: readonly Principal[] = principals.negated
      ? [{ kind: 'anyone' }, ...principals.any]
      : principals.any;
    for (const subject of named.flatMap((principal) => subjectOf(principal, policy) ?? [])) {
      subjects.set(subject.name, subject);
    }
  }
  return [...subjects.values()].map((subject) => capability(policy, subject));
}

/** One caller, everyone in an account, or anyone. */
type Subject = { readonly name: string; readonly caller?: Caller; readonly account?: string };

function subjectOf(principal: Principal, policy: Policy): Subject | undefined {
  switch (principal.kind) {
    case 'anyone':
      return { name: '*' };
    case 'account':
      return { name: principal.account, account: principal.account };
    case 'service':
      return {
        name: principal.service,
        caller: { kind: 'service', arn: principal.service, name: principal.service },
      };
    case 'federated':
      return {
        name: principal.provider,
        caller: { kind: 'federated', arn: principal.provider, name: principal.provider },
      };
    case 'canonical-user':
    case 'unique-id':
      return undefined;
    default:
      return { name: principal.arn, caller: withRole(readCaller(principal.arn), policy) };
  }
}

const RANK: readonly Level[] = ['denied', 'delegated', 'allowed'];

function capability(policy: Policy, subject: Subject): Capability {
  const reach = new Map<string, Level>();
  const open = new Set<string>();
  const denied = new Set<string>();
  for (const statement of policy.statements) {
    const rest = applicable(statement, subject, policy);
    if (rest === undefined) {
      continue;
    }
    if (statement.effect === 'Allow') {
      const level = levelFor(statement, subject, policy.account);
      for (const action of statement.actions) {
        reach.set(action, higher(reach.get(action) ?? 'denied', level));
      }
      if (rest.length > 0) open.add(describeConditions(rest));
    } else if (rest.length === 0) {
      for (const action of statement.actions) denied.add(action);
    } else {
      open.add(`unless ${describeStatement(statement)} denies it`);
    }
  }
  const most = (actions: ReadonlySet<string>) =>
    [...actions].reduce<Level>(
      (level, action) => (denied.has(action) ? level : higher(level, reach.get(action) ?? 'denied')),
      'denied',
    );
  return {
    principal: subject.name,
    administer: most(ADMINISTER_ACTIONS),
    own: most(OWN_ACTIONS),
    use: most(USE_ACTIONS),
    ...(open.size > 0 ? { conditions: [...open].join('; ') } : {}),
  };
}

function higher(one: Level, other: Level): Level {
  return RANK.indexOf(one) >= RANK.indexOf(other) ? one : other;
}

/** The conditions that a statement still leaves open for a subject; undefined where it does not apply to it. */
function applicable(
  statement: Statement,
  subject: Subject,
  policy: Policy,
): readonly Condition[] | undefined {
  if (!isAboutKey(statement, policy) || !includes(statement, subject)) {
    return undefined;
  }
  const known = new Map(
    Object.entries(subject.caller === undefined ? {} : principalKeys(subject.caller)).map(
      ([key, value]) => [key.toLowerCase(), [value].flat()] as const,
    ),
  );
  const lookup = (key: string) => known.get(key.toLowerCase());
  const decided = (condition: Condition) =>
    known.has(condition.key.toLowerCase()) && !condition.values.some((value) => value.includes('${'));
  if (statement.conditions.some((each) => decided(each) && !holds(each, lookup, policy.version))) {
    return undefined;
  }
  return statement.conditions.filter((each) => !decided(each));
}

function includes(statement: Statement, subject: Subject): boolean {
  const { principals } = statement;
  if (subject.caller !== undefined) {
    return covers(principals, subject.caller);
  }
  if (principals.negated) {
    // A Deny of everyone but a few does not deny the whole account or world; an Allow of that kind does open it.
    return statement.effect === 'Allow';
  }
  return principals.any.some(
    (each) => each.kind === 'anyone' || (each.kind === 'account' && each.account === subject.account),
  );
}

function levelFor(statement: Statement, subject: Subject, account: string): Level {
  if (subject.caller !== undefined) {
    return levelOf(statement, subject.caller, account);
  }
  if (subject.account !== undefined && subject.account !== account) {
    return 'delegated';
  }
  const open = statement.principals.negated || statement.principals.any.some(({ kind }) => kind === 'anyone');
  return open ? 'allowed' : 'delegated';
}

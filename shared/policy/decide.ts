import { KEY_ACTIONS, publishedAction } from './actions.ts';
import { holds } from './condition.ts';
import { actionsThatCarry } from './condition-keys.ts';
import { describeCaller, describeLevel, describeStatement, list } from './explain.ts';
import { covers, isAboutKey, levelOf } from './matching.ts';
import type { Context, Level, Policy, Request, Statement, StatementReference } from './policy.ts';
import { PolicyError } from './policy-error.ts';
import { type Caller, principalKeys, readCaller } from './principal-keys.ts';
import { withRole } from './session-role.ts';
import type { Lookup } from './variables.ts';

/** What a key policy answers to one request. */
export type Decision = {
  readonly decision: Level;
  /** The statements that decided: the Deny ones, or the Allow ones that gave this level. None: nothing allows. */
  readonly statements: readonly StatementReference[];
  /** In words. */
  readonly text: string;
};

/**
 * Decides one request against one key policy. `delegated` means that the key policy opens the door and an IAM policy
 * of the caller must agree. The keys that follow from the principal are filled in unless the context gives them.
 * Throws a PolicyError where the principal or the action is none.
 *
 *     decide(policy, { principal: 'arn:aws:iam::111122223333:role/App', action: 'kms:Decrypt' }).decision
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 */
export function decide(policy: Policy, request: Request): Decision {
  const caller = withRole(readCaller(request.principal), policy, request.context);
  const action = readAction(request.action);
  const lookup = lookupIn(principalKeys(caller), request.context ?? {}, action);
  const { level, deciding } = evaluate(policy, caller, action, lookup);
  const statements = deciding.map(reference);
  return { decision: level, statements, text: sentence(level, caller, action, statements) };
}

function evaluate(policy: Policy, caller: Caller, action: string, lookup: Lookup) {
  const denies: Statement[] = [];
  const allows: Record<Exclude<Level, 'denied'>, Statement[]> = { allowed: [], delegated: [] };
  for (const statement of policy.statements) {
    if (!applies(statement, policy, caller, action, lookup)) {
      continue;
    }
    const level = statement.effect === 'Deny' ? 'denied' : levelOf(statement, caller, policy.account);
    (level === 'denied' ? denies : allows[level]).push(statement);
  }
  if (denies.length > 0) {
    return { level: 'denied', deciding: denies } as const;
  }
  const level = allows.allowed.length > 0 ? 'allowed' : allows.delegated.length > 0 ? 'delegated' : 'denied';
  return { level, deciding: level === 'denied' ? [] : allows[level] } as const;
}

function applies(
  statement: Statement,
  policy: Policy,
  caller: Caller,
  action: string,
  lookup: Lookup,
): boolean {
  return (
    statement.actions.has(action) &&
    covers(statement.principals, caller) &&
    isAboutKey(statement, policy) &&
    statement.conditions.every((condition) => holds(condition, lookup, policy.version))
  );
}

function readAction(name: string): string {
  const action = publishedAction(name.includes(':') ? name : `kms:${name}`);
  if (action === undefined) {
    throw new PolicyError({
      code: 'UnknownAction',
      message: `"${name}" is no published KMS action`,
      hint: 'Write one action in full, without wildcards, for example kms:Decrypt.',
    });
  }
  return action;
}

/**
 * Condition keys have no case; what the request gives stands before what follows from the principal. A key that no
 * request for the action carries is left out.
 */
function lookupIn(derived: Context, given: Context, action: string): Lookup {
  const values = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(derived)) {
    values.set(key.toLowerCase(), [value].flat());
  }
  for (const [key, value] of Object.entries(given)) {
    if (actionsThatCarry(key)?.has(action) ?? true) values.set(key.toLowerCase(), [value].flat());
  }
  return (key) => {
    const found = values.get(key.toLowerCase());
    return found?.length === 0 ? undefined : found;
  };
}

/** A statement as decisions and comparisons point to it. */
export function reference(statement: Statement): StatementReference {
  const { sid, index, effect } = statement;
  return sid === undefined ? { index, effect } : { sid, index, effect };
}

function sentence(
  level: Level,
  caller: Caller,
  action: string,
  statements: readonly StatementReference[],
): string {
  const claim = `${describeCaller(caller)} ${describeLevel(level)} ${action.replace('kms:', '')}`;
  if (statements.length > 0) {
    return `${claim}: ${level} by ${list(statements.map(describeStatement), 'and')}.`;
  }
  return KEY_ACTIONS.has(action)
    ? `${claim}: no statement allows it.`
    : `${claim}: no key policy can allow an action that is not on a key.`;
}

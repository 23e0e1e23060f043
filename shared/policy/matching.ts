import { glob } from './glob.ts';
import type { Level, Policy, Principal, Statement } from './policy.ts';
import type { Caller } from './principal-keys.ts';

/**
 * Whether a statement's principals cover a caller. An account in `Principal` covers everyone in it; in `NotPrincipal`
 * it leaves out its root user alone, since AWS checks the account, then the role, then the session.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function covers(principals: Statement['principals'], caller: Caller): boolean {
  if (principals.negated) {
    return !principals.any.some((principal) =>
      principal.kind === 'account'
        ? caller.kind === 'root' && caller.account === principal.account
        : names(principal, caller),
    );
  }
  return principals.any.some((principal) => names(principal, caller));
}

/** Whether a principal of a statement names this caller, itself or as one of an account, or as a session of its role. */
export function names(principal: Principal, caller: Caller): boolean {
  switch (principal.kind) {
    case 'anyone':
      return true;
    case 'account':
      return caller.account === principal.account;
    case 'user':
    case 'session':
    case 'federated-user':
      return caller.arn === principal.arn;
    case 'role':
      return caller.arn === principal.arn || caller.role === principal.arn;
    case 'service':
      return caller.arn.toLowerCase() === principal.service.toLowerCase();
    case 'federated':
      return caller.kind === 'federated' && caller.arn === principal.provider;
    case 'canonical-user':
    case 'unique-id':
      return false;
  }
}

/**
 * How far an Allow statement that covers a caller lets it in: `delegated` where IAM must agree.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function levelOf(statement: Statement, caller: Caller, account: string): Level {
  if (caller.kind === 'service' || caller.kind === 'federated') {
    return 'allowed';
  }
  if (caller.account !== account) {
    return 'delegated';
  }
  if (caller.kind === 'root' || statement.principals.negated) {
    return 'allowed';
  }
  const named = statement.principals.any.some((each) => each.kind !== 'account' && names(each, caller));
  return named ? 'allowed' : 'delegated';
}

const resources = new WeakMap<Statement['resources'], readonly ((text: string) => boolean)[]>();

/** Whether a statement is about the policy's key. Where the key's ARN is not known, every resource may be it. */
export function isAboutKey(statement: Statement, policy: Policy): boolean {
  const { any, negated } = statement.resources;
  const { key } = policy;
  if (any.length === 0) {
    return false;
  }
  if (any.includes('*')) {
    return !negated;
  }
  if (key === undefined) {
    return true;
  }
  let tests = resources.get(statement.resources);
  if (tests === undefined) {
    tests = any.map(glob);
    resources.set(statement.resources, tests);
  }
  return tests.some((matches) => matches(key)) !== negated;
}

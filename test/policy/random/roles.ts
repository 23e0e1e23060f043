import { isAboutKey } from '../../../shared/policy/matching.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import type { RandomCaller } from './caller.ts';

/**
 * Tells which callers there can be beside the policies' own: a role that is a principal exists, and role names are
 * unique in an account, so that there is no role of its name with another path, and no session of one.
 */
export function canCall(policies: readonly Policy[]): (caller: RandomCaller) => boolean {
  const roles = new Set(policies.flatMap(rolesIn));
  const names = new Set([...roles].map(withoutPath));
  return ({ principal, context }) => {
    const role = context['aws:PrincipalArn'] ?? principal;
    return typeof role !== 'string' || roles.has(role) || !names.has(withoutPath(role));
  };
}

/** The roles that are principals of statements with effect, as a text: with the same text, the same callers there are. */
export const namedRoles = (policy: Policy) => [...new Set(rolesIn(policy))].sort().join(' ');

function rolesIn(policy: Policy): readonly string[] {
  return policy.statements
    .filter((statement) => statement.actions.size > 0 && isAboutKey(statement, policy))
    .flatMap(({ principals }) => principals.any.flatMap((each) => (each.kind === 'role' ? each.arn : [])));
}

/** A role's ARN with its account and its name alone. */
const withoutPath = (role: string) => role.replace(/(?<=:role\/).*\//, '');

import { isAboutKey } from './matching.ts';
import type { Context, Policy } from './policy.ts';
import type { Caller } from './principal-keys.ts';

/**
 * Finds the role of a session. A session's ARN tells the role's name and not its path; so it is the role whose ARN the
 * request's `aws:PrincipalArn` gives, or the one role of that name that the policy names, since role names are unique
 * in an account, or else the role of that name without a path.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export function withRole(caller: Caller, policy: Policy, context: Context = {}): Caller {
  if (caller.kind !== 'session') {
    return caller;
  }
  const given = Object.entries(context).find(([key]) => key.toLowerCase() === 'aws:principalarn');
  const [role] = given === undefined ? named(policy, caller) : [given[1]].flat();
  return role === undefined ? caller : { ...caller, role };
}

function named(policy: Policy, { account, name }: Caller): readonly string[] {
  const roles = rolesIn(policy).get(`${account} ${name}`) ?? [];
  return roles.length === 1 ? roles : [];
}

const known = new WeakMap<Policy, Map<string, string[]>>();

/** The roles that statements with an effect name, as principals or in conditions, by account and name. */
function rolesIn(policy: Policy): Map<string, string[]> {
  let roles = known.get(policy);
  if (roles === undefined) {
    roles = new Map();
    const effective = policy.statements.filter(
      (statement) => statement.actions.size > 0 && isAboutKey(statement, policy),
    );
    for (const arn of new Set(effective.flatMap(arnsOf))) {
      const parts = /^arn:aws[\w-]*:iam::(?<account>\d{12}):role\/(?<path>[^*?$]+)$/.exec(arn)?.groups;
      if (parts !== undefined) {
        const { account, path } = parts as { account: string; path: string };
        const id = `${account} ${path.slice(path.lastIndexOf('/') + 1)}`;
        roles.set(id, [...(roles.get(id) ?? []), arn]);
      }
    }
    known.set(policy, roles);
  }
  return roles;
}

function arnsOf({ principals, conditions }: Policy['statements'][number]): readonly string[] {
  const callers = conditions.filter(({ key }) => key.toLowerCase() === 'aws:principalarn');
  return [
    ...principals.any.filter((principal) => 'arn' in principal).map(({ arn }) => arn),
    ...callers.flatMap(({ values }) => values),
  ];
}

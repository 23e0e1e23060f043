import { matchesGlob } from './glob.ts';
import type { PrincipalPattern, Roles } from './standard.ts';

/** One of the parts a principal can play for a key. */
export type RoleName = keyof Roles;

const iamArn = /^arn:(aws[a-z-]*):iam::(\d{12}):((?:role|user)\/.+)$/;
const sessionArn = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([^/]+)\/.+$/;

/**
 * Whether one of the patterns names this principal. Only roles, users and role sessions can be named: the
 * root user, whole accounts, services, federated users and unique IDs never are.
 *
 * @param account the account of the key, which `role/NAME` and `user/NAME` speak of
 */
export function isNamed(
  patterns: readonly PrincipalPattern[],
  principalArn: string,
  account: string,
): boolean {
  const principal = readPrincipal(principalArn);
  if (principal === undefined) return false;
  return patterns.some((pattern) => names(pattern, principal, account));
}

/** The same in whatever account the principal is: `role/NAME` speaks of its own. Whom no ARN names is nobody. Pure. */
export function isNamedAnywhere(
  patterns: readonly PrincipalPattern[] = [],
  principalArn: string | undefined,
): boolean {
  const account = principalArn?.split(':')[4];
  return principalArn !== undefined && account !== undefined && isNamed(patterns, principalArn, account);
}

/** The parts a principal plays under these roles: none for a stranger, several where roles overlap. */
export function rolesOf(roles: Roles, principalArn: string, account: string): readonly RoleName[] {
  return (Object.keys(roles) as RoleName[]).filter((role) => isNamed(roles[role], principalArn, account));
}

type Principal = {
  readonly partition: string;
  readonly account: string;
  /** `role/PATH/NAME` or `user/PATH/NAME`; for a session, `role/NAME`. */
  readonly resource: string;
  readonly session: boolean;
};

function readPrincipal(arn: string): Principal | undefined {
  const [, partition, account, resource] = iamArn.exec(arn) ?? [];
  if (partition && account && resource) return { partition, account, resource, session: false };
  const [, sessionPartition, sessionAccount, role] = sessionArn.exec(arn) ?? [];
  if (!sessionPartition || !sessionAccount || !role) return undefined;
  return { partition: sessionPartition, account: sessionAccount, resource: `role/${role}`, session: true };
}

function names(pattern: PrincipalPattern, principal: Principal, account: string): boolean {
  if (!pattern.startsWith('arn:')) {
    return principal.account === account && namesResource(pattern, principal);
  }
  const owner = `arn:${principal.partition}:iam::${principal.account}:`;
  return pattern.startsWith(owner) && namesResource(pattern.slice(owner.length), principal);
}

/**
 * A session's ARN has lost its role's path. A role's name is unique in its account whatever its path, so
 * the name settles it; but where the pattern's name has a wildcard below a path (`role/team/*`), nothing
 * shows that the role is there, and the session is not named.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
function namesResource(pattern: string, { resource, session }: Principal): boolean {
  if (!session) return matchesGlob(pattern, resource);
  const parts = pattern.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2 && /[*?]/.test(name)) return false;
  return matchesGlob(`${parts[0]}/${name}`, resource);
}

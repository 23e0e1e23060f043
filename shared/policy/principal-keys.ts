import type { Context } from './policy.ts';
import { PolicyError } from './policy-error.ts';

/** Who makes a request, read from an ARN, a service name or an account ID. */
export type Caller = {
  readonly kind: 'root' | 'role' | 'user' | 'session' | 'federated-user' | 'service' | 'federated';
  /** As given; for an account ID the ARN of its root user. */
  readonly arn: string;
  /** Absent for a service, which calls from no account. */
  readonly account?: string;
  /** The last part of its name: of `role/path/Admin` and `assumed-role/Admin/alice` it is `Admin`. */
  readonly name: string;
  /** Of a session, the ARN of its role. */
  readonly role?: string;
};

const ARN = /^arn:(aws[\w-]*):(iam|sts)::(\d{12}):(root|(user|role|assumed-role|federated-user)\/([^*?]+))$/;

/** Reads a request's principal. Throws a PolicyError for what is no principal. */
export function readCaller(principal: string): Caller {
  if (/^\d{12}$/.test(principal)) {
    return { kind: 'root', arn: `arn:aws:iam::${principal}:root`, account: principal, name: 'root' };
  }
  const [, , , account, what, type, rest] = ARN.exec(principal) ?? [];
  if (account !== undefined && what === 'root') {
    return { kind: 'root', arn: principal, account, name: 'root' };
  }
  if (account !== undefined && type !== undefined && rest !== undefined) {
    return readNamed(principal, account, type, rest);
  }
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/i.test(principal)) {
    return { kind: 'service', arn: principal, name: principal.toLowerCase() };
  }
  if (/^arn:aws[\w-]*:iam::\d{12}:(saml|oidc)-provider\/.+$/.test(principal)) {
    return { kind: 'federated', arn: principal, name: principal };
  }
  throw new PolicyError({
    code: 'UnknownPrincipal',
    message: `"${principal}" is no principal that can call KMS`,
    hint: 'Name a user, role, session or root user by its ARN, an account by its twelve digits, or a service such as s3.amazonaws.com.',
  });
}

function readNamed(arn: string, account: string, type: string, rest: string): Caller {
  const parts = rest.split('/');
  if (type === 'assumed-role') {
    return { kind: 'session', arn, account, name: parts[0] ?? rest, role: roleOfSession(arn) };
  }
  const name = parts[parts.length - 1] ?? rest;
  return { kind: type === 'role' ? 'role' : type === 'user' ? 'user' : 'federated-user', arn, account, name };
}

/** `aws:PrincipalType` by kind of caller. */
export const PRINCIPAL_TYPES = {
  root: 'Account',
  user: 'User',
  role: 'AssumedRole',
  session: 'AssumedRole',
  'federated-user': 'FederatedUser',
} as const;

/**
 * The condition keys that follow from who calls. A session's `aws:PrincipalArn` is its role's ARN.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
export function principalKeys(caller: Caller): Context {
  if (caller.kind === 'service') {
    return { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': caller.name };
  }
  if (caller.kind === 'federated' || caller.account === undefined) {
    return { 'aws:PrincipalIsAWSService': 'false' };
  }
  const { account } = caller;
  return {
    'aws:PrincipalArn': caller.role ?? caller.arn,
    'aws:PrincipalAccount': account,
    'kms:CallerAccount': account,
    'aws:PrincipalType': PRINCIPAL_TYPES[caller.kind],
    'aws:PrincipalIsAWSService': 'false',
    ...(caller.kind === 'user' ? { 'aws:username': caller.name } : {}),
    ...(caller.kind === 'root' ? { 'aws:userid': account } : {}),
  };
}

/** The ARN of the role behind an STS session's ARN, without the path, which the session's ARN does not carry. */
function roleOfSession(arn: string): string {
  return arn.replace(/^(arn:aws[\w-]*):sts::(\d{12}):assumed-role\/([^/]+)\/.*$/, '$1:iam::$2:role/$3');
}

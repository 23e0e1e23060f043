import type { Context } from './policy.ts';
import { PolicyError } from './policy-error.ts';

/** Who makes a request, read from an ARN, a service name or an account ID. */
export type Caller = {
  readonly kind: 'root' | 'role' | 'user' | 'session' | 'federated-user' | 'service' | 'federated';
  /** As given; for an account ID the ARN of its root user. */
  readonly arn: string;
  /** Absent for a service or an identity provider, which call from no account. */
  readonly account?: string;
  /** The last part of its name: of `role/path/Admin` and `assumed-role/Admin/alice` it is `Admin`. */
  readonly name: string;
  /** Of a session, the ARN of its role. */
  readonly role?: string;
};

const ARN =
  /^arn:(?<partition>aws[\w-]*):(?:iam|sts)::(?<account>\d{12}):(?:root|(?<type>user|role|assumed-role|federated-user)\/(?<path>[^*?]+))$/;

type ArnParts = { readonly partition: string; readonly account: string } & (
  | { readonly type: 'user' | 'role' | 'assumed-role' | 'federated-user'; readonly path: string }
  | { readonly type?: undefined }
);

/** Reads a request's principal. Throws a PolicyError for what is no principal. */
export function readCaller(principal: string): Caller {
  if (/^\d{12}$/.test(principal)) {
    return { kind: 'root', arn: `arn:aws:iam::${principal}:root`, account: principal, name: 'root' };
  }
  const parts = ARN.exec(principal)?.groups as ArnParts | undefined;
  if (parts !== undefined) {
    return callerOf(principal, parts);
  }
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/i.test(principal)) {
    return { kind: 'service', arn: principal, name: principal.toLowerCase() };
  }
  if (/^arn:aws[\w-]*:iam::\d{12}:(saml|oidc)-provider\/./.test(principal)) {
    return { kind: 'federated', arn: principal, name: principal };
  }
  throw new PolicyError({
    code: 'UnknownPrincipal',
    message: `"${principal}" is no principal that can call KMS`,
    hint: 'Name a user, role, session or root user by its ARN, an account by its twelve digits, or a service such as s3.amazonaws.com.',
  });
}

function callerOf(arn: string, parts: ArnParts): Caller {
  const { partition, account } = parts;
  if (parts.type === undefined) {
    return { kind: 'root', arn, account, name: 'root' };
  }
  const { type, path } = parts;
  if (type === 'assumed-role') {
    const [name] = path.split('/') as [string];
    // The ARN of a session does not carry its role's path.
    return { kind: 'session', arn, account, name, role: `arn:${partition}:iam::${account}:role/${name}` };
  }
  return { kind: type, arn, account, name: path.slice(path.lastIndexOf('/') + 1) };
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
  const { account, kind } = caller;
  if (account === undefined) {
    return kind === 'service'
      ? { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': caller.name }
      : { 'aws:PrincipalIsAWSService': 'false' };
  }
  return {
    'aws:PrincipalArn': caller.role ?? caller.arn,
    'aws:PrincipalAccount': account,
    'kms:CallerAccount': account,
    'aws:PrincipalType': PRINCIPAL_TYPES[kind as keyof typeof PRINCIPAL_TYPES],
    'aws:PrincipalIsAWSService': 'false',
    ...(kind === 'user' ? { 'aws:username': caller.name } : {}),
    ...(kind === 'root' ? { 'aws:userid': account } : {}),
  };
}

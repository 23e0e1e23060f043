import { isRecord, textAt } from './json.ts';

/**
 * Who made a change: the role, user, root user or service behind a CloudTrail `userIdentity`.
 *
 * A session is resolved to the role that issued it, because a key policy and a standard name roles.
 * `session` keeps the session's name, for people. `arn` is absent where CloudTrail gives none (an AWS service, or a caller
 * of another account whose details the record withholds). Who decides by a button is the service Slack, in whose
 * session they do.
 */
export type Actor = {
  readonly kind: 'role' | 'user' | 'root' | 'federated-user' | 'account' | 'service' | 'unknown';
  readonly arn?: string;
  readonly account?: string;
  readonly session?: string;
  /** The AWS service that called on the actor's behalf, or the service itself. */
  readonly service?: string;
};

/**
 * Reads CloudTrail's `userIdentity`.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function readActor(identity: unknown): Actor {
  if (!isRecord(identity)) return { kind: 'unknown' };
  const arn = textAt(identity, 'arn');
  const account = textAt(identity, 'accountId');
  const service = textAt(identity, 'invokedBy');
  const shared = {
    ...(account === undefined ? {} : { account }),
    ...(service === undefined ? {} : { service }),
  };
  const named = arn === undefined ? shared : { arn, ...shared };
  switch (textAt(identity, 'type')) {
    case 'AssumedRole':
      return readSession(identity, arn, shared);
    case 'IAMUser':
      return { kind: 'user', ...named };
    case 'Root':
      return { kind: 'root', ...named };
    case 'FederatedUser':
      return { kind: 'federated-user', ...named };
    case 'AWSAccount':
      return { kind: 'account', ...named };
    case 'AWSService':
      return { kind: 'service', ...shared };
    default:
      return { kind: 'unknown', ...named };
  }
}

/**
 * The issuer's ARN is the only one that has the role's path; the session ARN has lost it, so a role is
 * rebuilt from the session only where the issuer is missing.
 */
function readSession(
  identity: Readonly<Record<string, unknown>>,
  arn: string | undefined,
  shared: Pick<Actor, 'account' | 'service'>,
): Actor {
  const parts = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/.exec(arn ?? '');
  const context = identity.sessionContext;
  const issuer = isRecord(context) ? context.sessionIssuer : undefined;
  const issuerArn = isRecord(issuer) ? textAt(issuer, 'arn') : undefined;
  const role = issuerArn ?? (parts ? `arn:${parts[1]}:iam::${parts[2]}:role/${parts[3]}` : arn);
  return {
    kind: 'role',
    ...(role === undefined ? {} : { arn: role }),
    ...(parts?.[4] === undefined ? {} : { session: parts[4] }),
    ...shared,
  };
}

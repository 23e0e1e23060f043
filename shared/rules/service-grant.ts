import type { Actor } from '../events/actor.ts';
import { readGrantee } from '../keys/grantee.ts';
import type { Grant } from '../keys/snapshot.ts';
import type { Subject } from './rule.ts';

/**
 * Whether AWS made a grant for itself: EBS for a volume, RDS for a database, Lambda for a function's variables. Such a
 * grant is never found wanting, because whatever it is for breaks without it. What tells it must be nothing that whoever
 * makes a grant can choose: not its name, not its encryption context (`aws:ebs:id` is a text like any other), not who may
 * retire it, nor the user agent of the call. What is left:
 *
 * - A grantee that only AWS can be, in a trusted account: a service-linked role, or a session of
 *   `aws:ec2-infrastructure`. The same of a stranger's account works for the stranger, and is no excuse.
 * - A call by an AWS service, in a user's name or its own: CloudTrail's `invokedBy`, which no caller can set. Some services
 *   make whatever call a customer tells them to; theirs count as the customer's. A service's call excuses no grant to a
 *   stranger's account.
 * - A service principal as the grantee, where there is no event to tell who made the grant. With an event it takes
 *   `invokedBy`, since customers may name service principals too.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
 */
export function isServiceGrant(grant: Grant, subject: Subject): boolean {
  const { change } = subject;
  const byService = change !== undefined && isCallOfService(change.actor);
  const grantee = readGrantee(grant.grantee);
  switch (grantee.kind) {
    case 'aws-internal':
      return true;
    case 'service':
      return change === undefined ? resourceOf(grant, subject) !== 'foreign' : byService;
    case 'principal':
      return isTrustedAccount(grantee.account, subject) && (grantee.reserved || byService);
    case 'unknown':
      return byService;
  }
}

/** True of the key's own account, and of those that the standard trusts; whose organization one is in, nothing tells. */
export function isTrustedAccount(account: string, { snapshot, governance }: Subject): boolean {
  return account === snapshot.account || governance.trust.accounts.includes(account);
}

/** Whose the resource is that a service may use the key for, by the SourceArn that binds the grant. */
export function resourceOf(grant: Grant, subject: Subject): 'trusted' | 'foreign' | 'unknown' {
  // An S3 bucket's ARN names no account.
  const account = grant.constraints?.sourceArn?.match(/^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/)?.[1];
  if (account === undefined) return 'unknown';
  return isTrustedAccount(account, subject) ? 'trusted' : 'foreign';
}

/**
 * Services that call whatever API a customer tells them to, with the customer's permissions; and the console, by which
 * people call themselves.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html
 */
const messengers = new Set([
  'apigateway',
  'appsync',
  'aws-mcp',
  'cloudcontrolapi',
  'cloudformation',
  'console',
  'events',
  'pipes',
  'scheduler',
  'servicecatalog',
  'signin',
  'ssm',
  'states',
]);

/** `service` is CloudTrail's `invokedBy`: `lambda.amazonaws.com`, `m2.us-west-2.amazonaws.com`, `AWS Internal`. */
function isCallOfService({ service }: Actor): boolean {
  return service !== undefined && !messengers.has(service.split('.')[0] as string);
}

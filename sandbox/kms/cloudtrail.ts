import type { Caller } from '../caller.ts';
import { type Json, lowerFirst } from './input.ts';
import type { Key } from './key.ts';

export type CloudTrailRecord = Json & { readonly eventName: string; readonly eventID: string };

type Call = {
  readonly operation: string;
  readonly input: Json;
  readonly output: unknown;
  readonly error?: { readonly code: string; readonly message: string };
  readonly caller: Caller;
  readonly region: string;
  readonly key?: Key;
  readonly at: number;
  readonly ids: { readonly event: string; readonly request: string };
  readonly sourceIp?: string;
  readonly userAgent?: string;
};

/**
 * The CloudTrail record of one call.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/ct-put-key-policy.html
 */
export function recordOf(call: Call): CloudTrailRecord {
  const { operation, key, region, error } = call;
  return {
    eventVersion: '1.11',
    userIdentity: identityOf(call.caller, call.at),
    eventTime: wholeSeconds(call.at),
    eventSource: 'kms.amazonaws.com',
    eventName: operation,
    awsRegion: region,
    sourceIPAddress: call.sourceIp ?? '192.0.2.10',
    userAgent: call.userAgent ?? 'sandbox',
    ...(error
      ? {
          errorCode: error.code === 'AccessDeniedException' ? 'AccessDenied' : error.code,
          errorMessage: error.message,
        }
      : {}),
    requestParameters: camel(call.input),
    responseElements: error ? null : camel(call.output),
    requestID: call.ids.request,
    eventID: call.ids.event,
    readOnly: false,
    resources: key ? [{ accountId: key.account, type: 'AWS::KMS::Key', ARN: key.arn }] : [],
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: key?.account ?? call.caller.account,
    eventCategory: 'Management',
  };
}

/** What KMS does by itself. @see https://docs.aws.amazon.com/kms/latest/developerguide/ct-delete-key.html */
export function serviceRecordOf(operation: string, key: Key, at: number, event: string): CloudTrailRecord {
  return {
    eventVersion: '1.11',
    userIdentity: { accountId: key.account, invokedBy: 'AWS Internal' },
    eventTime: wholeSeconds(at),
    eventSource: 'kms.amazonaws.com',
    eventName: operation,
    awsRegion: key.region,
    sourceIPAddress: 'AWS Internal',
    userAgent: 'AWS Internal',
    requestParameters: null,
    responseElements: null,
    eventID: event,
    readOnly: false,
    resources: [{ accountId: key.account, type: 'AWS::KMS::Key', ARN: key.arn }],
    eventType: 'AwsServiceEvent',
    managementEvent: true,
    recipientAccountId: key.account,
    serviceEventDetails: { keyId: key.keyId },
    eventCategory: 'Management',
  };
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function identityOf({ arn, account, accessKeyId, session }: Caller, at: number): Json {
  const [, , , , , resource = ''] = arn.split(':');
  const common = { accountId: account, accessKeyId };
  if (resource === 'root') return { type: 'Root', principalId: account, arn, ...common };
  const name = resource.split('/').at(-1) ?? '';
  if (!resource.startsWith('role/'))
    return { type: 'IAMUser', principalId: 'AIDAEXAMPLE', arn, ...common, userName: name };
  const sessionName = session ?? 'sandbox';
  return {
    type: 'AssumedRole',
    principalId: `AROAEXAMPLE:${sessionName}`,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/${sessionName}`,
    ...common,
    sessionContext: {
      sessionIssuer: { type: 'Role', principalId: 'AROAEXAMPLE', arn, accountId: account, userName: name },
      attributes: { creationDate: wholeSeconds(at), mfaAuthenticated: 'false' },
    },
  };
}

function wholeSeconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** CloudTrail writes the names of members with a small first letter; map keys within are ours to keep. */
function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [lowerFirst(name), camel(each)]));
}

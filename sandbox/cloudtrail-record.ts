import { isRecord } from '../shared/events/json.ts';
import type { Caller } from './caller.ts';
import { uniqueId } from './identifiers.ts';
import { lowerFirst } from './wire/json-protocol.ts';

type Json = Readonly<Record<string, unknown>>;

/** A CloudTrail record of the sandbox's own making. */
export type CloudTrailRecord = Json & { readonly eventName: string; readonly eventID: string };

/** A call to any service, as its record needs it. */
export type RecordedCall = {
  /** The service as its endpoint is named: `kms`, `cloudtrail`, `ec2`. */
  readonly service: string;
  readonly operation: string;
  /** Written as the service's records write it: see `camelCased`. */
  readonly requestParameters: unknown;
  /** `null` where the record has no answer in it; a refused call never has. */
  readonly responseElements: unknown;
  readonly error?: { readonly code: string; readonly message: string };
  readonly caller: Caller;
  readonly region: string;
  readonly readOnly: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly ids: { readonly event: string; readonly request: string };
  readonly sourceIp?: string;
  readonly userAgent?: string;
  /** Left out of the record where the service's records have none. */
  readonly resources?: readonly Json[];
  /** The account that owns what was acted on; without one, the caller's. */
  readonly recipient?: string;
};

/**
 * The CloudTrail record of one call.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function recordOfCall(call: RecordedCall): CloudTrailRecord {
  const { service, region, error } = call;
  return {
    eventVersion: '1.11',
    userIdentity: identityOf(call.caller, call.at),
    eventTime: wholeSeconds(call.at),
    eventSource: `${service}.amazonaws.com`,
    eventName: call.operation,
    awsRegion: region,
    sourceIPAddress: call.sourceIp ?? '192.0.2.10',
    userAgent: call.userAgent ?? 'sandbox',
    ...(error
      ? {
          errorCode: error.code === 'AccessDeniedException' ? 'AccessDenied' : error.code,
          errorMessage: error.message,
        }
      : {}),
    requestParameters: call.requestParameters,
    responseElements: error ? null : call.responseElements,
    requestID: call.ids.request,
    eventID: call.ids.event,
    readOnly: call.readOnly,
    ...(call.resources && { resources: call.resources }),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: call.recipient ?? call.caller.account,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_256_GCM_SHA384',
      clientProvidedHostHeader: `${service}.${region}.amazonaws.com`,
    },
  };
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function identityOf({ arn, account, accessKeyId, session }: Caller, at: number): Json {
  const [, , , , , resource = ''] = arn.split(':');
  const common = { accountId: account, accessKeyId };
  if (resource === 'root') return { type: 'Root', principalId: account, arn, ...common };
  const name = resource.split('/').at(-1) ?? '';
  if (!resource.startsWith('role/'))
    return { type: 'IAMUser', principalId: uniqueId(arn), arn, ...common, userName: name };
  const sessionName = session ?? 'sandbox';
  return {
    type: 'AssumedRole',
    principalId: `${uniqueId(arn)}:${sessionName}`,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/${sessionName}`,
    ...common,
    sessionContext: {
      sessionIssuer: { type: 'Role', principalId: uniqueId(arn), arn, accountId: account, userName: name },
      attributes: { creationDate: wholeSeconds(at), mfaAuthenticated: 'false' },
    },
  };
}

/** A time as records write it, in whole seconds. */
export function wholeSeconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** `Nov 18, 2020, 1:29:18 AM`, as KMS and Organizations write the times of parameters. */
export function dateText(at: number): string {
  const format = { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'medium' } as const;
  return new Date(at).toLocaleString('en-US', format).replace(/\u202f/g, ' ');
}

/**
 * The value as records write it: members have a small first letter. A service that writes some members in
 * another way gives `member`; what it makes `undefined` of is left out.
 */
export function camelCased(
  value: unknown,
  member: (name: string, value: unknown) => unknown = (_, each) => camelCased(each),
): unknown {
  if (Array.isArray(value)) return value.map((each) => camelCased(each, member));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, each]) => [lowerFirst(name), member(name, each)] as const)
      .filter(([, each]) => each !== undefined),
  );
}

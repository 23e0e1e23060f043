import { isRecord } from '../../shared/events/json.ts';
import type { Caller } from '../caller.ts';
import { type Json, lowerFirst } from './input.ts';
import type { Key } from './key.ts';
import { uniqueId } from './principals.ts';

export type CloudTrailRecord = Json & { readonly eventName: string; readonly eventID: string };

type Call = {
  readonly operation: string;
  readonly input: Json;
  readonly output: unknown;
  readonly error?: { readonly code: string; readonly message: string };
  readonly caller: Caller;
  readonly region: string;
  readonly key?: Key;
  readonly readOnly: boolean;
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
    responseElements: error ? null : camel(answered(call)),
    requestID: call.ids.request,
    eventID: call.ids.event,
    readOnly: call.readOnly,
    resources: key ? [{ accountId: key.account, type: 'AWS::KMS::Key', ARN: key.arn }] : [],
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: key?.account ?? call.caller.account,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_256_GCM_SHA384',
      clientProvidedHostHeader: `kms.${region}.amazonaws.com`,
    },
  };
}

/** CloudTrail names the key even where the operation answers nothing; reads leave no answer in it. */
function answered({ output, key, readOnly, operation }: Call): unknown {
  if (readOnly) return null;
  const empty = isRecord(output) && Object.keys(output).length === 0;
  return empty && key && operation !== 'DeleteAlias' ? { KeyId: key.arn } : output;
}

/** What KMS does by itself. @see https://docs.aws.amazon.com/kms/latest/developerguide/ct-delete-key.html */
export function serviceRecordOf(
  operation: 'DeleteKey' | 'RotateKey',
  key: Key,
  at: number,
  event: string,
): CloudTrailRecord {
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
    ...(operation === 'RotateKey'
      ? { serviceEventDetails: { rotationType: 'AUTOMATIC', keyId: key.keyId } }
      : {}),
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

function wholeSeconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** What CloudTrail leaves out: secrets, and what could be used as one. */
const withheld = new Set([
  'CiphertextBlob',
  'EncryptedKeyMaterial',
  'GrantToken',
  'GrantTokens',
  'ImportToken',
  'KeyStorePassword',
  'Plaintext',
  'XksProxyAuthenticationCredential',
]);

/** Maps whose names are the caller's own. */
const verbatim = new Set(['EncryptionContext', 'EncryptionContextEquals', 'EncryptionContextSubset']);

/** CloudTrail writes the names of members with a small first letter, and times as text. */
function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !withheld.has(name))
      .map(([name, each]) => [lowerFirst(name), member(name, each)]),
  );
}

function member(name: string, value: unknown): unknown {
  if (verbatim.has(name)) return value;
  if (typeof value === 'number' && /(Date|ValidTo)$/.test(name)) return dateText(value * 1000);
  return camel(value);
}

/** `Nov 18, 2020, 1:29:18 AM`, as the log entry of ReplicateKey shows a date. */
function dateText(at: number): string {
  const format = { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'medium' } as const;
  return new Date(at).toLocaleString('en-US', format).replace(/\u202f/g, ' ');
}

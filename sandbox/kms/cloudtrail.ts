import { isRecord } from '../../shared/events/json.ts';
import {
  type CloudTrailRecord,
  camelCased,
  dateText,
  type RecordedCall,
  recordOfCall,
  wholeSeconds,
} from '../cloudtrail-record.ts';
import type { Json } from './input.ts';
import type { Key } from './key.ts';

type Call = Omit<
  RecordedCall,
  'service' | 'requestParameters' | 'responseElements' | 'resources' | 'recipient'
> & {
  readonly input: Json;
  readonly output: unknown;
  readonly key?: Key;
};

/**
 * The CloudTrail record of one call to KMS.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/ct-put-key-policy.html
 */
export function recordOf(call: Call): CloudTrailRecord {
  const { key } = call;
  return recordOfCall({
    ...call,
    service: 'kms',
    requestParameters: written(call.input),
    responseElements: written(answered(call)),
    resources: key ? [{ accountId: key.account, type: 'AWS::KMS::Key', ARN: key.arn }] : [],
    ...(key && { recipient: key.account }),
  });
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

/** CloudTrail writes the times of KMS as text. */
function written(value: unknown): unknown {
  return camelCased(value, member);
}

function member(name: string, value: unknown): unknown {
  if (withheld.has(name)) return undefined;
  if (verbatim.has(name)) return value;
  if (typeof value === 'number' && /(Date|ValidTo)$/.test(name)) return dateText(value * 1000);
  return written(value);
}

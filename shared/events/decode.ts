import { readActor } from './actor.ts';
import type { Change, Circumstances, Decoded, KeyReference } from './change.ts';
import { isRecord, recordAt, textAt } from './json.ts';
import { isOperation, readDetails, type Service, serviceOf } from './operations.ts';
import { partitionOf } from './partition.ts';

type Json = Readonly<Record<string, unknown>>;

/** What arrived is no CloudTrail KMS record. It belongs in the dead-letter queue, where a person looks. */
export class NotAKmsRecord extends Error {
  readonly code = 'NOT_A_KMS_RECORD';
  constructor(why: string) {
    super(`Not a CloudTrail KMS record: ${why}. Send it EventBridge events whose source is aws.kms.`);
    this.name = 'NotAKmsRecord';
  }
}

/**
 * Decodes one CloudTrail record, bare or in its EventBridge envelope (`detail`).
 *
 * @throws {NotAKmsRecord} where it is not one, or lacks what every record has.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function decode(event: unknown): Decoded {
  const { record, service } = unwrap(event);
  const eventName = required(record, 'eventName');
  const circumstances = readCircumstances(record, service);
  if (!isOperation(eventName, service)) return { kind: 'use', eventName, circumstances };
  const code = textAt(record, 'errorCode');
  if (code !== undefined) {
    const message = textAt(record, 'errorMessage');
    const error = message === undefined ? { code } : { code, message };
    return { kind: 'attempt', attempt: { ...circumstances, operation: eventName, error } };
  }
  const details = readDetails(
    eventName,
    recordAt(record, 'requestParameters'),
    recordAt(record, 'responseElements'),
  );
  // The table that names the operation also made the details: the pair is right by construction.
  return { kind: 'change', change: { ...circumstances, operation: eventName, details } as Change };
}

function unwrap(event: unknown): { readonly record: Json; readonly service: Service } {
  if (!isRecord(event)) throw new NotAKmsRecord('it is no JSON object');
  const record = isRecord(event.detail) ? event.detail : event;
  const source = textAt(record, 'eventSource');
  if (source === undefined) throw new NotAKmsRecord('it has no eventSource');
  const service = serviceOf(source);
  if (service === undefined) throw new NotAKmsRecord(`its eventSource is ${JSON.stringify(source)}`);
  return { record, service };
}

function readCircumstances(record: Json, service: Service): Circumstances {
  const region = required(record, 'awsRegion');
  const key = readKey(record, region);
  const actor = readActor(record.userIdentity);
  const recipient = textAt(record, 'recipientAccountId');
  const account = key?.account ?? recipient ?? actor.account;
  if (account === undefined) throw new NotAKmsRecord('it names no account');
  const sourceIp = textAt(record, 'sourceIPAddress');
  const userAgent = textAt(record, 'userAgent');
  return {
    id: required(record, 'eventID'),
    service,
    actor,
    at: required(record, 'eventTime'),
    account,
    region,
    ...(key === undefined ? {} : { key }),
    ...(key === undefined || recipient === undefined || recipient === key.account
      ? {}
      : { copyFor: recipient }),
    ...(sourceIp === undefined ? {} : { sourceIp }),
    ...(userAgent === undefined ? {} : { userAgent }),
  };
}

/**
 * The key, from `resources[].ARN` first: the request may name it by ID, ARN or alias, and a service event
 * has no request. An alias alone says nothing about which key it pointed at, so it is never guessed.
 */
function readKey(record: Json, region: string): KeyReference | undefined {
  const resources = Array.isArray(record.resources) ? record.resources.filter(isRecord) : [];
  const request = recordAt(record, 'requestParameters');
  const arns = [...resources.map((resource) => textAt(resource, 'ARN')), textAt(request, 'keyId')];
  for (const arn of arns) {
    const key = arn === undefined ? undefined : parseKeyArn(arn);
    if (key !== undefined) return key;
  }
  const id = textAt(request, 'keyId') ?? textAt(recordAt(record, 'serviceEventDetails'), 'keyId');
  const account = textAt(record, 'recipientAccountId');
  if (id === undefined || account === undefined || id.startsWith('alias/') || id.startsWith('arn:'))
    return undefined;
  return parseKeyArn(`arn:${partitionOf(region)}:kms:${region}:${account}:key/${id}`);
}

/** Takes a key ARN apart; undefined where it is the ARN of something else. */
export function parseKeyArn(arn: string): KeyReference | undefined {
  const [, region, account, keyId] = /^arn:[^:]+:kms:([^:]+):(\d{12}):key\/([\w-]+)$/.exec(arn) ?? [];
  return region && account && keyId ? { arn, region, account, keyId } : undefined;
}

function required(record: Json, name: string): string {
  const value = textAt(record, name);
  if (value === undefined) throw new NotAKmsRecord(`it has no ${name}`);
  return value;
}

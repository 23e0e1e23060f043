import { isRecord } from '../../shared/events/json.ts';
import { ServiceError } from '../wire/answer.ts';
import { entriesAt, type QueryParameters } from '../wire/query-parameters.ts';

/** A message as SNS took it. */
export type PublishedMessage = {
  readonly messageId: string;
  readonly topicArn: string;
  readonly message: string;
  readonly subject?: string;
  readonly structure?: 'json';
  readonly attributes: Readonly<Record<string, { readonly type: string; readonly value: string }>>;
};

/**
 * Reads a message from the parameters of a Publish.
 *
 * @throws {ServiceError} where SNS would refuse it
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function checkMessage(
  topicArn: string,
  messageId: string,
  parameters: QueryParameters,
): PublishedMessage {
  const message = parameters.get('Message') ?? '';
  const subject = parameters.get('Subject');
  const structure = parameters.get('MessageStructure');
  if (message === '') throw invalid('Empty message');
  if (subject !== undefined && !isSubject(subject)) throw invalid('Subject');
  if (structure !== undefined && structure !== 'json') throw invalid('MessageStructure');
  if (structure === 'json') checkStructure(message);
  return {
    messageId,
    topicArn,
    message,
    ...(subject === undefined ? {} : { subject }),
    ...(structure === undefined ? {} : { structure }),
    attributes: readAttributes(parameters),
  };
}

/** Bytes that count towards the limit: the text, and the names, types and values of the attributes. */
export function sizeOf({ message, attributes }: PublishedMessage): number {
  const texts = Object.entries(attributes).flatMap(([name, { type, value }]) => [name, type, value]);
  return [message, ...texts].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

/** ASCII, under 100 characters, no control characters, starting with a letter, a number or punctuation. */
function isSubject(subject: string): boolean {
  return /^[!-~][ -~]{0,98}$/.test(subject);
}

function checkStructure(message: string): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(message);
  } catch {
    throw invalid('Message Structure - JSON message body failed to parse');
  }
  if (!isRecord(parsed) || typeof parsed.default !== 'string')
    throw invalid('Message Structure - No default entry in JSON message body');
}

/** @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
function readAttributes(parameters: QueryParameters): PublishedMessage['attributes'] {
  const attributes: Record<string, { type: string; value: string }> = {};
  for (const entry of entriesAt(parameters, 'MessageAttributes.entry')) {
    const name = entry.get('Name') ?? '';
    const type = entry.get('Value.DataType') ?? '';
    const value = entry.get('Value.StringValue') ?? entry.get('Value.BinaryValue') ?? '';
    if (!/^[\w.-]{1,256}$/.test(name)) throw badValue(`The message attribute name ${name} is not valid.`);
    if (!/^(String|Number|Binary)(\.|$)/.test(type))
      throw badValue(`The message attribute '${name}' has an invalid message attribute type.`);
    if (value === '')
      throw badValue(`The message attribute '${name}' must contain non-empty message attribute value.`);
    attributes[name] = { type, value };
  }
  return attributes;
}

function badValue(message: string): ServiceError {
  return new ServiceError('ParameterValueInvalid', message);
}

function invalid(what: string): ServiceError {
  return new ServiceError('InvalidParameter', `Invalid parameter: ${what}`);
}

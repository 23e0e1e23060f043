import { isRecord } from '../../shared/events/json.ts';
import { type Answer, ServiceError } from './answer.ts';

/**
 * The operation that `X-Amz-Target: TrentService.PutKeyPolicy` names, where the service is `TrentService`.
 * Some SDKs write a namespace before the service.
 */
export function readTarget(target: string | undefined, service: string): string {
  const [named, operation] = (target ?? '').split('.').slice(-2);
  if (named !== service || !operation)
    throw new ServiceError(
      'UnknownOperationException',
      `The X-Amz-Target header names no operation of ${service}.`,
    );
  return operation;
}

/** The input of a call: a JSON object, or nothing at all. */
export function readInput(body: string): Readonly<Record<string, unknown>> {
  if (body.trim() === '') return {};
  try {
    const input: unknown = JSON.parse(body);
    if (isRecord(input)) return input;
  } catch {
    throw new ServiceError('SerializationException', 'The body is not valid JSON.');
  }
  throw new ServiceError('SerializationException', 'The body is no JSON object.');
}

/** @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function jsonAnswer(value: unknown, requestId: string, type = 'application/x-amz-json-1.1'): Answer {
  const headers = { 'content-type': type, 'x-amzn-requestid': requestId };
  return { status: 200, headers, body: value === undefined ? '' : JSON.stringify(value) };
}

export function jsonError(
  error: ServiceError,
  requestId: string,
  type = 'application/x-amz-json-1.1',
): Answer {
  const { code, message, status, members } = error;
  return {
    status,
    headers: { 'content-type': type, 'x-amzn-requestid': requestId, 'x-amzn-errortype': code },
    body: JSON.stringify({ __type: code, message, ...members }),
  };
}

/** The name of a member as CloudTrail's records and the messages of validation errors write it. */
export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

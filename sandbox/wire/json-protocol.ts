import type { Answer, ServiceError } from './answer.ts';

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
  const { code, message, status } = error;
  return {
    status,
    headers: { 'content-type': type, 'x-amzn-requestid': requestId, 'x-amzn-errortype': code },
    body: JSON.stringify({ __type: code, message }),
  };
}

import type { LambdaFunctionURLEvent } from 'aws-lambda';

/**
 * What a request to a Lambda function URL is to its function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
export type FunctionUrlEvent = Pick<LambdaFunctionURLEvent, 'headers' | 'body' | 'isBase64Encoded'> & {
  readonly requestContext: { readonly http: { readonly method: string } };
};

export type FunctionUrlAnswer = {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** What is refused before anything is done about it, and how that is answered. Says nothing of what was sent. */
export class RefusedRequest extends Error {
  readonly code:
    | 'WRONG_METHOD'
    | 'TOO_LARGE'
    | 'NOT_SIGNED'
    | 'OUT_OF_TIME'
    | 'WRONG_SIGNATURE'
    | 'NOT_SET_UP'
    | 'WRONG_TEAM'
    | 'MALFORMED';
  constructor(code: RefusedRequest['code'], message: string) {
    super(message);
    this.name = 'RefusedRequest';
    this.code = code;
  }
}

const statuses: Readonly<Record<RefusedRequest['code'], number>> = {
  WRONG_METHOD: 405,
  TOO_LARGE: 413,
  NOT_SIGNED: 401,
  OUT_OF_TIME: 401,
  WRONG_SIGNATURE: 401,
  NOT_SET_UP: 503,
  WRONG_TEAM: 403,
  MALFORMED: 400,
};

/** A caller whose signature does not hold learns no more than that. */
export function answerTo({ code, message }: RefusedRequest): FunctionUrlAnswer {
  const statusCode = statuses[code];
  const body = statusCode === 401 ? 'This is not a request that Slack signed just now.' : message;
  return text(statusCode, body);
}

/** An answer that nothing takes for anything but text. */
export const text = (statusCode: number, body: string): FunctionUrlAnswer => ({
  statusCode,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  body,
});

/** Far more than a press needs, which brings the message that it is beneath with it. */
export const mostBytes = 100_000;

/**
 * The body as it was sent, byte for byte: the signature is of that. Lambda gives what it does not take for text as base64.
 *
 * @throws {RefusedRequest}
 */
export function bodyOf({ body = '', isBase64Encoded, requestContext }: FunctionUrlEvent): Buffer {
  if (requestContext.http.method !== 'POST') throw new RefusedRequest('WRONG_METHOD', 'Slack sends POST.');
  // Before it is decoded, too: base64 is a third longer.
  const raw =
    body.length > 2 * mostBytes ? undefined : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (raw === undefined || raw.length > mostBytes)
    throw new RefusedRequest('TOO_LARGE', `A body may have ${mostBytes} bytes.`);
  return raw;
}

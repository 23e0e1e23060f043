import type { IncomingHttpHeaders } from 'node:http';
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import type { Answer } from './wire/answer.ts';

/** A Lambda function behind a function URL. */
export type FunctionUrlHandler = (event: LambdaFunctionURLEvent) => Promise<LambdaFunctionURLResult>;

export type FunctionUrlRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
};

/**
 * Invokes a function as its URL does; a function that throws is answered for with 502.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export async function invokeByUrl(
  handler: FunctionUrlHandler,
  request: FunctionUrlRequest,
  failed: (error: unknown) => void,
): Promise<Answer> {
  try {
    return answerOf(await handler(functionUrlEvent(request)));
  } catch (error) {
    failed(error);
    return {
      status: 502,
      headers: { 'content-type': 'application/json' },
      body: '{"Message":"Internal Server Error"}',
    };
  }
}

/** The event of payload format 2.0. */
export function functionUrlEvent(request: FunctionUrlRequest): LambdaFunctionURLEvent {
  const { method, path, query, body, sourceIp, requestId, at } = request;
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
  const asText = isText(headers['content-type']);
  const parameters = Object.fromEntries(new URLSearchParams(query));
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers,
    ...(query === '' ? {} : { queryStringParameters: parameters }),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'sandbox',
      domainName: 'sandbox.lambda-url.us-east-1.on.aws',
      domainPrefix: 'sandbox',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp, userAgent: headers['user-agent'] ?? '' },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: clfTime(at),
      timeEpoch: at,
    },
    ...(body.length === 0 ? {} : { body: body.toString(asText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !asText,
  };
}

/** Anything else is base64 in the event, forms as well: Lambda takes them for binary. */
function isText(contentType = ''): boolean {
  return /^(text\/|application\/(json|javascript|xml)\b)/.test(contentType);
}

/** Such as `01/Dec/2026:16:29:05 +0000`. */
function clfTime(at: number): string {
  const [, day, month, year, time] = new Date(at).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

/** What has no `statusCode` is the body itself. */
function answerOf(result: LambdaFunctionURLResult): Answer {
  const json = { 'content-type': 'application/json' };
  if (typeof result === 'string') return { status: 200, headers: json, body: result };
  if (result === undefined || result === null) return { status: 200, headers: json, body: 'null' };
  if (!('statusCode' in result) || typeof result.statusCode !== 'number')
    return { status: 200, headers: json, body: JSON.stringify(result) };
  const { statusCode, headers = {}, body = '', isBase64Encoded } = result;
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return {
    status: statusCode,
    headers: { ...json, ...Object.fromEntries(lower) },
    body: isBase64Encoded ? Buffer.from(body, 'base64').toString() : body,
  };
}

import type { LambdaFunctionURLEvent } from 'aws-lambda';

/** The body of a request to a function URL, as it was sent. */
export function bodyOf({ body = '', isBase64Encoded }: LambdaFunctionURLEvent): string {
  return isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
}

/** The interaction payload that Slack sent, as JSON. */
export function payloadOf(event: LambdaFunctionURLEvent | undefined): ReturnType<typeof JSON.parse> {
  return JSON.parse(new URLSearchParams(event && bodyOf(event)).get('payload') ?? '{}');
}

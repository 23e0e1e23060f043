import { createHmac } from 'node:crypto';

/**
 * The headers by which an app knows that a request is Slack's.
 *
 * @param at milliseconds since the epoch
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function signedHeaders(body: string, secret: string, at: number): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
}

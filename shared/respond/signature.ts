import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type FunctionUrlEvent, RefusedRequest } from './function-url.ts';

/** How far Slack's clock and ours may be apart, in seconds. */
export const toleranceSeconds = 300;

/** What a request says of who signed it, and when; not checked yet. */
export type Signed = {
  readonly signature: string;
  /** Seconds since 1970, as it was sent. */
  readonly timestamp: string;
};

/**
 * Reads the headers by which Slack signs, where they can be right at all: what is not signed, or too old, is refused
 * before the secret is asked for.
 *
 * @param now milliseconds since 1970
 * @throws {RefusedRequest}
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function readSigned({ headers }: Pick<FunctionUrlEvent, 'headers'>, now: number): Signed {
  const signature = headerOf(headers, 'x-slack-signature');
  const timestamp = headerOf(headers, 'x-slack-request-timestamp');
  if (!/^v0=[0-9a-f]{64}$/.test(signature) || !/^\d{1,12}$/.test(timestamp))
    throw new RefusedRequest('NOT_SIGNED', 'The request has no signature of Slack.');
  if (Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds)
    throw new RefusedRequest('OUT_OF_TIME', 'The request was not signed within the last five minutes.');
  return { signature, timestamp };
}

/**
 * Whether the signature is that of this body, by this secret. Takes as long for a wrong one as for a nearly right one.
 *
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function isRight({ signature, timestamp }: Signed, body: Buffer, signingSecret: string): boolean {
  if (signingSecret === '') return false;
  const hmac = createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body);
  const [right, given] = [Buffer.from(`v0=${hmac.digest('hex')}`), Buffer.from(signature)];
  return right.length === given.length && timingSafeEqual(right, given);
}

/** A name for the request that does not give its signature away, and until when nobody could send it once more. */
export function nameOf({ signature, timestamp }: Signed): { readonly name: string; readonly until: number } {
  const name = createHash('sha256').update(signature).digest('hex').slice(0, 32);
  return { name, until: (Number(timestamp) + 2 * toleranceSeconds) * 1000 };
}

/** Lambda writes the names of headers in small letters; nothing hangs on that here. */
function headerOf(headers: FunctionUrlEvent['headers'], name: string): string {
  const found = Object.entries(headers).find(([each]) => each.toLowerCase() === name);
  return found?.[1] ?? '';
}

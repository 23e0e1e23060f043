import { SlackError } from './error.ts';

/** What reaches Slack; `fetch` comes in from outside. */
export type SlackEdge = { readonly fetch: typeof fetch; readonly timeoutMs: number };

/** Where Slack does not say how long to wait. */
const USUAL_WAIT_SECONDS = 30;

/**
 * Posts JSON to Slack, and hands back whatever it answers but "later".
 *
 * @throws {SlackError} `SLACK_LATER` or `SLACK_UNREACHABLE`
 * @see https://docs.slack.dev/apis/web-api/rate-limits
 */
export async function postToSlack(
  { fetch, timeoutMs }: SlackEdge,
  to: { readonly url: string; readonly token?: string },
  body: object,
  signal: AbortSignal,
): Promise<Response> {
  const response = await reach(async () =>
    fetch(to.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        ...(to.token === undefined ? {} : { authorization: `Bearer ${to.token}` }),
      },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    }),
  );
  if (response.status === 429) throw later(response.headers.get('retry-after'));
  return response;
}

export function later(retryAfter: string | null): SlackError {
  const seconds = Number(retryAfter);
  const retryAfterSeconds =
    retryAfter && Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : USUAL_WAIT_SECONDS;
  return new SlackError(
    'SLACK_LATER',
    `Slack takes no more messages for ${retryAfterSeconds} s. It is tried again after that.`,
    { reason: 'ratelimited', retryAfterSeconds },
  );
}

async function reach(send: () => Promise<Response>): Promise<Response> {
  try {
    return await send();
  } catch (error) {
    // What fetch says may hold the address or the token: only the kind of failure is passed on.
    const late = error instanceof Error && error.name === 'TimeoutError';
    throw new SlackError(
      'SLACK_UNREACHABLE',
      `Slack ${late ? 'did not answer in time' : 'could not be reached'}. Check that its address is right, and that the function can reach it.`,
    );
  }
}

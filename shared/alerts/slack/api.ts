import { isRecord } from '../../events/json.ts';
import { reasonIn, remedyFor, SlackError } from './error.ts';
import { later, postToSlack, type SlackEdge } from './post.ts';

/** Slack's Web API, as a bot. */
export type SlackApi = SlackEdge & {
  readonly token: string;
  /** `https://slack.com/api` */
  readonly apiUrl: string;
};

/**
 * Calls a method of the Web API, which answers 200 even where it refuses: `ok` tells. Resolves to the answer.
 *
 * @throws {SlackError}
 * @see https://docs.slack.dev/apis/web-api
 */
export async function callSlack(
  api: SlackApi,
  method: string,
  body: object,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  const url = `${api.apiUrl.replace(/\/+$/, '')}/${method}`;
  const response = await postToSlack(api, { url, token: api.token }, body, signal);
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && isRecord(answer) && answer.ok === true) return answer;
  const reason = isRecord(answer) ? reasonIn(answer.error) : undefined;
  if (reason === 'ratelimited' || reason === 'rate_limited') throw later(response.headers.get('retry-after'));
  const said = reason === undefined ? `answered ${response.status}, without a reason` : `refused: ${reason}`;
  throw new SlackError('SLACK_REFUSED', `Slack's ${method} ${said}. ${remedyFor(reason)}`, {
    ...(reason === undefined ? {} : { reason }),
  });
}

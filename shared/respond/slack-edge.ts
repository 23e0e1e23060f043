import { slackPlainText } from '../alerts/slack/text.ts';
import { isRecord, textAt } from '../events/json.ts';
import type { Beneath } from './interaction.ts';

/** Slack did not take what it was sent. Says nothing of address or token: whoever has them can speak for the app. */
export class SlackUnanswered extends Error {
  readonly code = 'SLACK_UNANSWERED';
  constructor(what: string, why: string) {
    super(`Slack did not take ${what}: ${why}. Check the app's token and scopes.`);
    this.name = 'SlackUnanswered';
  }
}

/** How the function answers people in Slack. */
export type SlackEdge = {
  /** Whether an address is one that Slack answers at. */
  readonly isSlacks: (url: string) => boolean;
  /** Tells the one who pressed, and nobody else. */
  readonly tellOne: (responseUrl: string, words: string) => Promise<void>;
  /** Tells everybody in the thread. */
  readonly tellAll: (token: string, place: NonNullable<Beneath['place']>, words: string) => Promise<void>;
  /** Opens a modal for the one who pressed, within three seconds of the press. */
  readonly open: (token: string, triggerId: string, view: object) => Promise<void>;
};

/** Slack waits three seconds in all for its answer. */
const timeoutMs = 1_500;

/**
 * @param apiUrl such as `https://slack.com/api`
 * @see https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export function slackEdge({ apiUrl, fetch }: { readonly apiUrl: string; readonly fetch: Fetch }): SlackEdge {
  const call = async (method: string, token: string, body: object) => {
    const answer = await post(fetch, `${apiUrl}/${method}`, body, method, {
      authorization: `Bearer ${token}`,
    });
    const said: unknown = await answer.json().catch(() => undefined);
    if (isRecord(said) && said.ok === true) return;
    throw new SlackUnanswered(method, wordIn((isRecord(said) && textAt(said, 'error')) || ''));
  };
  return {
    isSlacks: hostsOf(apiUrl),
    async tellOne(responseUrl, words) {
      const body = { response_type: 'ephemeral', replace_original: false, ...said(words) };
      await post(fetch, responseUrl, body, 'an answer to a press', {});
    },
    tellAll: (token, { channel, thread }, words) =>
      call('chat.postMessage', token, { channel, thread_ts: thread, ...said(words) }),
    open: (token, triggerId, view) => call('views.open', token, { trigger_id: triggerId, view }),
  };
}

type Fetch = typeof globalThis.fetch;

/** Plain text: what looks like a mention, a link or a font in it is none. */
const said = (words: string) => {
  const text = slackPlainText(words, 2_900);
  return {
    text,
    mrkdwn: false,
    blocks: [{ type: 'section', text: { type: 'plain_text', text, emoji: false } }],
  };
};

/** Slack's own hosts, and that of the API where it is another: GovSlack's, or the sandbox. */
function hostsOf(apiUrl: string): (url: string) => boolean {
  const api = new URL(apiUrl);
  const origins = ['https://hooks.slack.com', api.origin, `${api.protocol}//hooks.${api.host}`];
  return (url) => URL.canParse(url) && origins.includes(new URL(url).origin);
}

async function post(
  fetch: Fetch,
  url: string,
  body: object,
  what: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch {
    // What fetch says may hold the address.
    throw new SlackUnanswered(what, 'it could not be reached in time');
  }
  if (response.ok) return response;
  throw new SlackUnanswered(what, `it answered ${response.status}`);
}

/** Slack says why in one word, like channel_not_found. Anything longer is no answer of Slack's. */
const wordIn = (text: string) => (/^[a-z_]{1,60}$/.test(text) ? text : 'it said nothing that makes sense');

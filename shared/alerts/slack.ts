import type { Channel } from './channel.ts';
import { slackPayload } from './slack-blocks.ts';

/**
 * Slack did not take a message. Says nothing of the webhook's address: whoever knows it can post.
 */
export class SlackError extends Error {
  readonly code: 'SLACK_REFUSED' | 'SLACK_UNREACHABLE';
  constructor(code: SlackError['code'], message: string) {
    super(message);
    this.name = 'SlackError';
    this.code = code;
  }
}

/**
 * Tells Slack by an incoming webhook.
 *
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export function slackChannel(options: {
  readonly webhookUrl: string;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
}): Channel {
  return {
    name: 'slack',
    async send(message, signal) {
      const response = await post(options, JSON.stringify(slackPayload(message)), signal);
      if (response.ok) return;
      const said = await response.text().catch(() => '');
      // Slack answers with one word, like invalid_blocks. Anything longer is no answer of Slack's.
      const reason = /^[a-z_]{1,60}$/.test(said.trim()) ? `: ${said.trim()}` : '';
      throw new SlackError(
        'SLACK_REFUSED',
        `Slack answered ${response.status}${reason}. Check the app's incoming webhook and its channel.`,
      );
    },
  };
}

async function post(
  { webhookUrl, fetch, timeoutMs }: Parameters<typeof slackChannel>[0],
  body: string,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
  } catch (error) {
    // What fetch says may hold the address: only the kind of failure is passed on.
    const kind =
      error instanceof Error && error.name === 'TimeoutError'
        ? 'did not answer in time'
        : 'could not be reached';
    throw new SlackError('SLACK_UNREACHABLE', `Slack ${kind}. Check that the webhook's address is right.`);
  }
}

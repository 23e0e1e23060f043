import type { Channel, Notice, Posted } from '../channel.ts';
import { callSlack, type SlackApi } from './api.ts';
import { slackPayload } from './blocks.ts';
import { broughtUpToDate } from './earlier.ts';
import { SlackError } from './error.ts';
import type { SlackPayload } from './layout.ts';

/** No names become mentions, no addresses previews: chat.update would otherwise look for both. */
const asWritten = { parse: 'none', link_names: false, unfurl_links: false, unfurl_media: false };

/**
 * Tells Slack as a bot. What follows in the same incident goes into the thread of its first message, which is brought up
 * to date; a summary takes its own place.
 *
 * @see https://docs.slack.dev/reference/methods/chat.postMessage
 * @see https://docs.slack.dev/reference/methods/chat.update
 */
export function slackBot(
  options: SlackApi & {
    /** The conversation's ID: `C0123ABCD`. */
    readonly channel: string;
    /** Whether presses on buttons go anywhere. */
    readonly buttons: boolean;
  },
): Channel {
  const { channel, buttons } = options;

  async function post(payload: SlackPayload, signal: AbortSignal, beneath?: Posted): Promise<Posted> {
    const answer = await callSlack(
      options,
      'chat.postMessage',
      {
        channel: beneath?.channel ?? channel,
        ...(beneath?.ts === undefined ? {} : { thread_ts: beneath.ts }),
        ...payload,
        ...asWritten,
      },
      signal,
    );
    return { channel: String(answer.channel ?? channel), ts: String(answer.ts ?? '') };
  }

  /** Whether it is still there. */
  async function update(earlier: Posted, payload: SlackPayload, signal: AbortSignal): Promise<boolean> {
    try {
      const where = { channel: earlier.channel ?? channel, ts: earlier.ts };
      await callSlack(options, 'chat.update', { ...where, ...payload, ...asWritten }, signal);
      return true;
    } catch (error) {
      if (!(error instanceof SlackError) || error.code !== 'SLACK_REFUSED') throw error;
      // It may stand and be closed to changes: what is new is then told all the same.
      return error.reason !== 'message_not_found' && error.reason !== 'channel_not_found';
    }
  }

  /** In this order, since to bring up to date twice does no harm, and what failed is sent again. */
  async function follow(notice: Notice, payload: SlackPayload, earlier: Posted, signal: AbortSignal) {
    const isChange = notice.kind === 'change';
    const stands = await update(earlier, isChange ? broughtUpToDate(earlier, notice) : payload, signal);
    if (!stands) return undefined;
    if (isChange) await post(payload, signal, earlier);
    return earlier;
  }

  return {
    name: 'slack',
    async send(notice, signal, earlier) {
      const payload = slackPayload(notice, { buttons });
      const followed = earlier?.ts ? await follow(notice, payload, earlier, signal) : undefined;
      if (followed !== undefined) return followed;
      const posted = await post(payload, signal);
      return notice.kind === 'change' ? { ...posted, blocks: JSON.stringify(payload.blocks) } : posted;
    },
  };
}

import type { Channel } from '../channel.ts';
import { slackPayload } from './blocks.ts';
import { reasonIn, remedyFor, SlackError } from './error.ts';
import { postToSlack, type SlackEdge } from './post.ts';

/**
 * Tells Slack by an incoming webhook: each notice is a message of its own, without buttons, since a webhook gives nothing
 * to come back to.
 *
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export function slackWebhook(options: SlackEdge & { readonly webhookUrl: string }): Channel {
  return {
    name: 'slack',
    async send(notice, signal) {
      const response = await postToSlack(options, { url: options.webhookUrl }, slackPayload(notice), signal);
      if (response.ok) return undefined;
      const reason = reasonIn(await response.text().catch(() => ''));
      throw new SlackError(
        'SLACK_REFUSED',
        `Slack answered ${response.status}${reason === undefined ? '' : `: ${reason}`}. ${remedyFor(reason)}`,
        reason === undefined ? {} : { reason },
      );
    },
  };
}

import type { Channel } from '../alerts/channel.ts';
import { readSlackSecret, type SlackSecret } from '../alerts/slack/secret.ts';
import { slackBot, slackWebhook } from '../alerts/slack/slack.ts';
import { secretEdges } from '../aws/secrets.ts';
import type { ChannelName } from '../standard/standard.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Slack's secret does not suffice for a conversation, or the environment does not say which one it is. */
export class SlackNotSetUp extends Error {
  readonly code = 'SLACK_NOT_SET_UP';
  constructor(name: string) {
    super(
      name === 'slack'
        ? 'Slack cannot be told: its secret has a botToken, and SLACK_CHANNEL does not say for which conversation. Deploy with --param slackChannel=C0123ABCD.'
        : `The conversation ${name} cannot be told: a webhook has a conversation of its own. Put a botToken into Slack's secret, or leave the conversation out of the standard's routes.`,
    );
    this.name = 'SlackNotSetUp';
  }
}

/**
 * Makes the channel of a conversation: `slack`, the usual one, or `slack:C0123ABCD`. Undefined where the environment names
 * no secret. The secret is read when there is something to tell, so that a new one holds without a deployment.
 */
export function slackChannels(
  environment: Environment,
  now: () => number,
): ((name: ChannelName) => Channel) | undefined {
  const reference = environment.SLACK_SECRET;
  if (!reference) return undefined;
  const edges = secretEdges(environment, now);
  return (name) => ({
    name,
    async send(...asked) {
      const secret = await readSlackSecret(reference, edges);
      return channelFor(name, secret, environment).send(...asked);
    },
  });
}

function channelFor(name: ChannelName, secret: SlackSecret, environment: Environment): Channel {
  const edge = { fetch, timeoutMs: 3_000 };
  const { botToken, webhookUrl, signingSecret } = secret;
  const channel = name === 'slack' ? environment.SLACK_CHANNEL : name.slice('slack:'.length);
  if (botToken !== undefined && channel)
    return slackBot({
      ...edge,
      token: botToken,
      channel,
      apiUrl: environment.SLACK_API_URL || 'https://slack.com/api',
      // Without the secret nobody could tell a press from a forgery, and without a workspace there is no function that
      // answers: buttons that do nothing are not shown.
      buttons: signingSecret !== undefined && Boolean(environment.SLACK_TEAM_ID),
    });
  if (webhookUrl !== undefined && name === 'slack') return slackWebhook({ ...edge, webhookUrl });
  throw new SlackNotSetUp(name);
}

import { SecretError } from '../../aws/secret-error.ts';
import { readSecret, type SecretEdges } from '../../aws/secrets.ts';

/** By what the guardian speaks in Slack: an incoming webhook, or an app; an app that answers buttons has both of its own. */
export type SlackSecret = {
  readonly webhookUrl?: string;
  readonly botToken?: string;
  /** What shows that a request comes from Slack. */
  readonly signingSecret?: string;
};

/** What each field looks like, and where it is found. Slack's IDs and secrets may change in length, so that is not asked. */
const fields = {
  webhookUrl: {
    looks: isWebhook,
    fix: 'write the URL that Slack shows under Incoming Webhooks, which begins with https://',
  },
  botToken: {
    looks: (text: string) => /^xoxb-\S+$/.test(text),
    fix: 'write the Bot User OAuth Token that Slack shows under OAuth & Permissions, which begins with xoxb-',
  },
  signingSecret: {
    looks: (text: string) => /^\S{16,}$/.test(text),
    fix: 'write the Signing Secret that Slack shows under Basic Information',
  },
} as const satisfies Record<keyof SlackSecret, unknown>;

/**
 * Reads the guardian's secrets for Slack. A field that is empty counts as left out, and blanks around one as a slip of
 * the pen; other fields are none of ours.
 *
 * @param reference see `readSecret`
 * @throws {SecretError} where it cannot be read, or is not as Slack gives it; never with anything that is in it
 * @see https://docs.slack.dev/authentication/tokens
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export async function readSlackSecret(reference: string, edges: SecretEdges): Promise<SlackSecret> {
  const secret = await readSecret(reference, edges);
  const names = Object.keys(fields) as (keyof SlackSecret)[];
  const given = names.flatMap((name) => {
    const text = (Object.hasOwn(secret, name) ? secret[name] : '')?.trim() ?? '';
    if (text === '') return [];
    const { looks, fix } = fields[name];
    if (!looks(text))
      throw new SecretError('SECRET_INVALID', reference, `has a ${name} that is not one of Slack's`, fix);
    return [[name, text] as const];
  });
  const { webhookUrl, botToken, signingSecret }: SlackSecret = Object.fromEntries(given);
  if (webhookUrl === undefined && botToken === undefined) {
    throw new SecretError(
      'SECRET_INVALID',
      reference,
      'has neither a webhookUrl nor a botToken',
      'write {"botToken": "xoxb-...", "signingSecret": "..."}, or {"webhookUrl": "https://..."}',
    );
  }
  return {
    ...(webhookUrl && { webhookUrl }),
    ...(botToken && { botToken }),
    ...(signingSecret && { signingSecret }),
  };
}

/** In the clear only to this machine, where the sandbox is. */
function isWebhook(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '') return false;
  const here = url.hostname === '127.0.0.1' || url.hostname === 'localhost';
  return url.protocol === 'https:' || (url.protocol === 'http:' && here);
}

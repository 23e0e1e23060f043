/**
 * Slack did not take a message. Says nothing of the webhook's address, nor of the token: whoever knows one can post.
 * - `SLACK_REFUSED`: it answered no; `reason` is its word for why.
 * - `SLACK_UNREACHABLE`: it did not answer.
 * - `SLACK_LATER`: it was told too much; try again after `retryAfterSeconds`.
 */
export class SlackError extends Error {
  readonly code: 'SLACK_REFUSED' | 'SLACK_UNREACHABLE' | 'SLACK_LATER';
  readonly reason?: string;
  readonly retryAfterSeconds?: number;
  constructor(
    code: SlackError['code'],
    message: string,
    more: { readonly reason?: string; readonly retryAfterSeconds?: number } = {},
  ) {
    super(message);
    this.name = 'SlackError';
    this.code = code;
    if (more.reason !== undefined) this.reason = more.reason;
    if (more.retryAfterSeconds !== undefined) this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

/** Slack answers with one word, like invalid_blocks. Anything longer is no answer of Slack's, and is not passed on. */
export function reasonIn(said: unknown): string | undefined {
  const word = typeof said === 'string' ? said.trim() : '';
  return /^[a-z_]{1,60}$/.test(word) ? word : undefined;
}

/** What to do about a refusal, where its word says so. */
export function remedyFor(reason: string | undefined): string {
  switch (reason) {
    case 'not_in_channel':
      return 'Invite the app to the channel.';
    case 'channel_not_found':
    case 'is_archived':
    case 'channel_is_archived':
      return 'Check the ID of the channel; the app must be in it where it is private.';
    case 'invalid_auth':
    case 'not_authed':
    case 'account_inactive':
    case 'token_revoked':
    case 'token_expired':
      return 'Install the app again, and put its bot token into the secret.';
    case 'missing_scope':
      return 'Give the app the scope chat:write, and install it again.';
    case 'no_service':
    case 'invalid_token':
    case 'no_active_hooks':
      return 'The webhook is gone: make another, and put it into the secret.';
    default:
      return 'Check the app and its channel.';
  }
}

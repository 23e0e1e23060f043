import { isRecord } from '../../shared/events/json.ts';
import type { Answer } from '../wire/answer.ts';
import { blocksProblem } from './blocks.ts';

/** A message as the webhook took it. */
export type SlackMessage = Readonly<Record<string, unknown>>;

/**
 * An incoming webhook: keeps messages, answers `ok`, and refuses what Slack refuses, in Slack's words.
 *
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export class Slack {
  readonly messages: SlackMessage[] = [];

  receive(body: string): Answer {
    const message = parse(body);
    if (message === undefined) return text(400, 'invalid_payload');
    const hasBlocks = Array.isArray(message.blocks) && message.blocks.length > 0;
    if (!hasBlocks && (typeof message.text !== 'string' || message.text === '')) return text(400, 'no_text');
    if (message.blocks !== undefined && blocksProblem(message.blocks) !== undefined)
      return text(400, 'invalid_blocks');
    this.messages.push(message);
    return text(200, 'ok');
  }
}

function parse(body: string): SlackMessage | undefined {
  try {
    const message: unknown = JSON.parse(body);
    return isRecord(message) ? message : undefined;
  } catch {
    return undefined;
  }
}

function text(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/html' }, body };
}

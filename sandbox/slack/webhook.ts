import { isRecord } from '../../shared/events/json.ts';
import type { Answer } from '../wire/answer.ts';
import { messageProblem } from './message.ts';
import type { Payload, Slack } from './slack.ts';
import { alertsChannel } from './workspace.ts';

/**
 * An incoming webhook: keeps messages, answers `ok`, and refuses what Slack refuses, in Slack's words.
 *
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export function receiveWebhook(slack: Slack, body: string): Answer {
  const payload = readPayload(body);
  if (payload === undefined) return plain(400, 'invalid_payload');
  const problem = messageProblem(payload);
  if (problem !== undefined) return plain(400, problem.code);
  slack.post({ channel: alertsChannel, payload, via: 'webhook' });
  return plain(200, 'ok');
}

/** A JSON object, or undefined where the text is none. */
export function readPayload(text: string): Payload | undefined {
  try {
    const payload: unknown = JSON.parse(text);
    return isRecord(payload) ? payload : undefined;
  } catch {
    return undefined;
  }
}

function plain(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/html' }, body };
}

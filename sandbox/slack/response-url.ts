import type { Answer } from '../wire/answer.ts';
import { messageProblem } from './message.ts';
import type { Payload, Slack } from './slack.ts';
import { readPayload } from './webhook.ts';

/**
 * Takes what an app answers to a press: a message that only its presser sees, unless it says `in_channel`, or what
 * takes the place of the message pressed.
 *
 * @see https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export function takeResponse(slack: Slack, id: string, body: string): Answer {
  const payload = readPayload(body);
  if (payload === undefined) return plain(400, 'invalid_payload');
  const used = slack.responseUrls.use(id);
  if ('refused' in used) return plain(404, used.refused === 'used up' ? 'used_url' : 'expired_url');
  const { user, channel, ts } = used.value;
  const { replace_original, delete_original, response_type, ...message } = payload;
  const post = slack.find(ts);
  slack.answered(id, payload);
  if (delete_original === true) {
    if (post) slack.remove(post);
    return plain(200, 'ok');
  }
  const problem = messageProblem(message);
  if (problem !== undefined) return plain(400, problem.code);
  if (replace_original === true && post) slack.update(post, message);
  else
    slack.post({
      channel,
      payload: withoutThread(message),
      via: 'bot',
      ...placeOf(slack, ts, message),
      ...seenBy(response_type, user),
    });
  return plain(200, 'ok');
}

/** An answer stands in the thread of the message pressed where it names it, else in the conversation. */
function placeOf(slack: Slack, ts: string, { thread_ts }: Payload): { readonly threadTs?: string } {
  const pressed = slack.find(ts);
  const threadTs = typeof thread_ts === 'string' ? thread_ts : pressed?.threadTs;
  return threadTs === undefined ? {} : { threadTs };
}

function withoutThread({ thread_ts: _, ...message }: Payload): Payload {
  return message;
}

function seenBy(responseType: unknown, user: string): { readonly onlyFor?: string } {
  return responseType === 'in_channel' ? {} : { onlyFor: user };
}

function plain(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/html' }, body };
}

import type { IncomingHttpHeaders } from 'node:http';
import { isRecord } from '../../shared/events/json.ts';
import type { Answer } from '../wire/answer.ts';
import { describePost, describeView } from './describe.ts';
import type { Refusal } from './grants.ts';
import { messageProblem } from './message.ts';
import type { Payload, Slack } from './slack.ts';
import { viewProblem } from './view.ts';
import { readPayload } from './webhook.ts';
import { slackApp } from './workspace.ts';

/** A call that Slack refuses: 200, `ok: false`, and a code. */
class Refused extends Error {
  readonly code: string;
  readonly messages: readonly string[];
  constructor(code: string, messages: readonly string[] = []) {
    super(code);
    this.name = 'Refused';
    this.code = code;
    this.messages = messages;
  }
}

const methods: Readonly<Record<string, (slack: Slack, given: Payload) => Payload>> = {
  'chat.postMessage': postMessage,
  'chat.update': updateMessage,
  'views.open': openView,
};

/**
 * The Web API, as far as the guardian uses it.
 *
 * @see https://docs.slack.dev/apis/web-api
 */
export function callWebApi(slack: Slack, method: string, headers: IncomingHttpHeaders, body: string): Answer {
  try {
    const given = readArguments(headers['content-type'] ?? '', body);
    const token = /^Bearer (.*)$/i.exec(headers.authorization ?? '')?.[1] ?? given.token;
    if (token === undefined || token === '') throw new Refused('not_authed');
    if (token !== slackApp.botToken) throw new Refused('invalid_auth');
    const call = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (call === undefined) throw new Refused('unknown_method');
    return answer({ ok: true, ...call(slack, given) });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, messages } = error;
    const details = messages.length === 0 ? {} : { response_metadata: { messages } };
    return answer({ ok: false, error: code, ...details });
  }
}

/** @see https://docs.slack.dev/reference/methods/chat.postMessage */
function postMessage(slack: Slack, { channel, thread_ts, token: _, ...payload }: Payload): Payload {
  const conversation = slack.conversation(channel);
  if (conversation === undefined) throw new Refused('channel_not_found');
  check(messageProblem(payload));
  const first = thread_ts === undefined ? undefined : slack.find(thread_ts);
  if (thread_ts !== undefined) {
    // A number loses its last digits on the way: https://github.com/slackapi/python-slack-sdk/issues/840
    if (typeof thread_ts !== 'string' || !/^\d+\.\d{6}$/.test(thread_ts))
      throw new Refused('invalid_thread_ts');
    if (first?.channel !== conversation.id) throw new Refused('thread_not_found');
  }
  const threadTs = first?.threadTs ?? first?.ts;
  const post = slack.post({
    channel: conversation.id,
    payload,
    via: 'bot',
    ...(threadTs === undefined ? {} : { threadTs }),
  });
  return { channel: conversation.id, ts: post.ts, message: describePost(post, slack.workspace) };
}

/** @see https://docs.slack.dev/reference/methods/chat.update */
function updateMessage(slack: Slack, { channel, ts, token: _, ...payload }: Payload): Payload {
  if (slack.conversation(channel) === undefined) throw new Refused('channel_not_found');
  const post = slack.find(ts);
  if (post?.channel !== channel) throw new Refused('message_not_found');
  if (post?.via !== 'bot') throw new Refused('cant_update_message');
  check(messageProblem({ ...post.payload, ...payload }));
  const updated = slack.update(post, payload) ?? post;
  return {
    channel,
    ts,
    text: updated.payload.text ?? '',
    message: describePost(updated, slack.workspace),
  };
}

/** @see https://docs.slack.dev/reference/methods/views.open */
function openView(slack: Slack, { trigger_id, view }: Payload): Payload {
  if (typeof trigger_id !== 'string') throw new Refused('invalid_arguments', ['trigger_id is missing']);
  const shown = readJson(view);
  const problem = isRecord(shown) ? viewProblem(shown) : 'view is no object';
  if (problem !== undefined || !isRecord(shown)) throw new Refused('invalid_arguments', [problem ?? '']);
  const used = slack.triggers.use(trigger_id);
  if ('refused' in used) throw new Refused(triggerRefusals[used.refused]);
  return { view: describeView(slack.openView(used.value, shown), slack.workspace, {}) };
}

const triggerRefusals: Readonly<Record<Refusal, string>> = {
  unknown: 'invalid_trigger_id',
  expired: 'expired_trigger_id',
  'used up': 'exchanged_trigger_id',
};

function check(problem: ReturnType<typeof messageProblem>): void {
  if (problem !== undefined) throw new Refused(problem.code, [problem.why]);
}

/** In a form, what has structure is JSON. */
function readArguments(contentType: string, body: string): Payload {
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    const fields = Object.fromEntries(new URLSearchParams(body));
    const structured = ['blocks', 'attachments'].filter((name) => name in fields);
    return { ...fields, ...Object.fromEntries(structured.map((name) => [name, readJson(fields[name])])) };
  }
  if (!contentType.startsWith('application/json')) throw new Refused('invalid_post_type');
  const given = readPayload(body);
  if (given === undefined) throw new Refused('invalid_json');
  return given;
}

function readJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function answer(body: Payload): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}

import { isRecord } from '../../shared/events/json.ts';
import { findButton } from './elements.ts';
import { blockActions, viewSubmission } from './interaction.ts';
import { signedHeaders } from './signature.ts';
import type { OpenView, Payload, Slack } from './slack.ts';
import { stateOf } from './state.ts';
import { readPayload } from './webhook.ts';
import { type Person, slackApp } from './workspace.ts';

/** Slack gives up after three seconds: https://docs.slack.dev/interactivity/handling-user-interaction */
const PATIENCE_MS = 3_000;

/** What came of a press. */
export type PressAnswer = {
  /** Of the app's answer. */
  readonly status: number;
  readonly body: string;
  /** The app took longer than the three seconds that Slack waits. */
  readonly late: boolean;
  /** What has come to the response URL by the time of the answer. */
  readonly responses: readonly Payload[];
};

/** A press that nobody could make: no such person, message, button or view. */
export class ImpossiblePress extends Error {
  readonly code = 'IMPOSSIBLE_PRESS';
  constructor(why: string) {
    super(why);
    this.name = 'ImpossiblePress';
  }
}

export type PressTools = {
  readonly slack: Slack;
  /** Where the sandbox listens: `http://127.0.0.1:4566`. */
  readonly endpoint: string;
};

/**
 * Presses a button (`{ user, ts, action_id, value? }`), submits a view (`{ user, view, values }`) or closes one
 * (`{ user, view, close: true }`): makes the payload that Slack would, signs it, and posts it to the app.
 *
 * @throws {ImpossiblePress}
 */
export async function press(given: Payload, tools: PressTools): Promise<PressAnswer> {
  const { slack } = tools;
  const person = slack.person(given.user);
  if (person === undefined)
    throw new ImpossiblePress(
      `user must be one of ${slack.workspace.people.map(({ id }) => id).join(', ')}.`,
    );
  if (given.view === undefined) return pressButton(given, person, tools);
  const view = slack.views.find(({ id, user }) => id === given.view && user === person.id);
  if (view === undefined) throw new ImpossiblePress(`${person.id} has no such view open.`);
  if (given.close === true) {
    slack.closeView(view.id);
    return { status: 200, body: '', late: false, responses: [] };
  }
  return submit(view, isRecord(given.values) ? given.values : {}, person, tools);
}

async function pressButton(given: Payload, person: Person, tools: PressTools): Promise<PressAnswer> {
  const { slack, endpoint } = tools;
  const { ts, action_id, value } = given;
  const post = slack.find(ts);
  const conversation = slack.conversation(post?.channel);
  if (!post || !conversation) throw new ImpossiblePress('ts must be that of a message.');
  const placed = findButton(
    post.payload,
    typeof action_id === 'string' ? action_id : '',
    typeof value === 'string' ? value : undefined,
  );
  if (placed === undefined) throw new ImpossiblePress('The message has no such button.');
  const url = slack.responseUrls.give({ user: person.id, channel: conversation.id, ts: post.ts });
  const payload = blockActions(
    { workspace: slack.workspace, person, triggerId: slack.triggers.give(person.id) },
    { post, conversation, placed, responseUrl: `${endpoint}/slack/response/${url}`, at: slack.clock() },
  );
  const answer = await send(payload, tools);
  return { ...answer, responses: slack.answersTo(url) };
}

async function submit(
  view: OpenView,
  values: Payload,
  person: Person,
  tools: PressTools,
): Promise<PressAnswer> {
  const { slack } = tools;
  const triggerId = slack.triggers.give(person.id);
  const origin = { workspace: slack.workspace, person, triggerId };
  const answer = await send(viewSubmission(origin, view, stateOf(view.view, values)), tools);
  const said = readPayload(answer.body) ?? {};
  if (answer.status === 200) follow(slack, view, said);
  return { ...answer, responses: [] };
}

/** @see https://docs.slack.dev/surfaces/modals#response_actions */
function follow(slack: Slack, view: OpenView, { response_action, view: next }: Payload): void {
  if (response_action === 'errors') return;
  if ((response_action === 'update' || response_action === 'push') && isRecord(next))
    return void slack.openView(view.user, next);
  slack.closeView(view.id);
}

async function send(
  payload: Payload,
  { slack, endpoint }: PressTools,
): Promise<Omit<PressAnswer, 'responses'>> {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const began = performance.now();
  const response = await fetch(`${endpoint}/respond`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...signedHeaders(body, slackApp.signingSecret, slack.clock()),
    },
    body,
  });
  const text = await response.text();
  return { status: response.status, body: text, late: performance.now() - began > PATIENCE_MS };
}

import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '../wire/answer.ts';
import { drawnConversation, slackPage } from './page/page.ts';
import { ImpossiblePress, press } from './press.ts';
import { takeResponse } from './response-url.ts';
import type { Slack } from './slack.ts';
import { callWebApi } from './web-api.ts';
import { readPayload, receiveWebhook } from './webhook.ts';

export type SlackRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Where the sandbox listens. */
  readonly endpoint: string;
};

/** What the sandbox answers below `/slack`; undefined where it has no such route. */
export async function answerSlack(slack: Slack, request: SlackRequest): Promise<Answer | undefined> {
  const { method, path, query, headers, body, endpoint } = request;
  const route = `${method} ${path}`;
  const after = (prefix: string) => (route.startsWith(prefix) ? route.slice(prefix.length) : undefined);
  if (after('POST /slack/webhook/') !== undefined) return receiveWebhook(slack, body);
  const apiMethod = after('POST /slack/api/');
  if (apiMethod !== undefined) return callWebApi(slack, apiMethod, headers, body);
  const responseUrl = after('POST /slack/response/');
  if (responseUrl !== undefined) return takeResponse(slack, responseUrl, body);
  switch (route) {
    case 'GET /slack':
      return slackPage(slack, new URLSearchParams(query));
    case 'GET /slack/conversation':
      return json(200, drawnConversation(slack, new URLSearchParams(query)));
    case 'GET /slack/messages':
      return json(200, { messages: slack.messages });
    case 'POST /slack/press':
      return isForeign(headers.origin, endpoint)
        ? json(403, { code: 'FOREIGN_PAGE', message: 'Only the sandbox’s own page may press buttons.' })
        : answerPress(slack, body, endpoint);
    default:
      return undefined;
  }
}

async function answerPress(slack: Slack, body: string, endpoint: string): Promise<Answer> {
  try {
    return json(200, await press(readPayload(body) ?? {}, { slack, endpoint }));
  } catch (error) {
    if (!(error instanceof ImpossiblePress)) throw error;
    return json(400, { code: error.code, message: error.message });
  }
}

/** Pages of other sites can send requests to loopback addresses too, though they cannot read the answers. */
function isForeign(origin: string | undefined, endpoint: string): boolean {
  if (origin === undefined) return false;
  return origin !== endpoint && origin !== endpoint.replace('127.0.0.1', 'localhost');
}

function json(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

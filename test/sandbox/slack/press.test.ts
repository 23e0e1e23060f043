import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LambdaFunctionURLResult } from 'aws-lambda';
import { slackApp } from '../../../sandbox/slack/workspace.ts';
import { bodyOf, payloadOf } from './payload.ts';
import {
  actions,
  alice,
  channel,
  revertButton,
  type SlackSandbox,
  section,
  startSlackSandbox,
  whyModal,
} from './slack-sandbox.ts';

let slack: SlackSandbox;
let respond: (payload: ReturnType<typeof payloadOf>) => Promise<LambdaFunctionURLResult>;
let now: number;

beforeEach(async () => {
  now = Date.parse('2026-12-01T10:00:00Z');
  respond = async () => ({ statusCode: 200 });
  slack = await startSlackSandbox(
    (event) => respond(payloadOf(event)),
    () => now,
  );
});

afterEach(() => slack.sandbox.stop());

async function press(given: object) {
  const response = await slack.post('/slack/press', { user: alice, ...given });
  return { http: response.status, ...JSON.parse(await response.text()) };
}

async function postAlert(): Promise<string> {
  const blocks = [section('alert'), actions(revertButton, { ...revertButton, action_id: 'snooze' })];
  const { ts } = await slack.api('chat.postMessage', { channel, text: 'alert', blocks });
  return String(ts);
}

const tell = (url: string, message: object) =>
  fetch(url, { method: 'POST', body: JSON.stringify(message) }).then((answer) => answer.status);

describe('A press', () => {
  test('comes to the function URL as Slack sends it', async () => {
    const ts = await postAlert();
    expect(await press({ ts, action_id: 'revert' })).toEqual({
      http: 200,
      status: 200,
      body: '',
      late: false,
      responses: [],
    });
    const [event] = slack.events;
    expect(event).toMatchObject({
      version: '2.0',
      rawPath: '/respond',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      requestContext: { http: { method: 'POST' }, timeEpoch: now, time: '01/Dec/2026:10:00:00 +0000' },
      isBase64Encoded: true,
    });
    expect(payloadOf(event)).toMatchObject({
      type: 'block_actions',
      team: { id: 'T0SANDBOX' },
      user: { id: alice, team_id: 'T0SANDBOX' },
      api_app_id: slackApp.id,
      container: { type: 'message', message_ts: ts, channel_id: channel },
      channel: { id: channel, name: 'kms-alerts' },
      message: { ts, text: 'alert' },
      trigger_id: expect.any(String),
      response_url: expect.stringContaining(`${slack.sandbox.endpoint}/slack/response/`),
      actions: [
        {
          type: 'button',
          action_id: 'revert',
          block_id: 'decide',
          value: revertButton.value,
          action_ts: '1796119200.000000',
        },
      ],
    });
  });

  test('is signed with the app’s secret, over the time and the body as it was sent', async () => {
    await press({ ts: await postAlert(), action_id: 'revert' });
    const [event] = slack.events;
    const timestamp = event?.headers['x-slack-request-timestamp'];
    expect(timestamp).toBe(String(now / 1000));
    const base = `v0:${timestamp}:${event && bodyOf(event)}`;
    const digest = createHmac('sha256', slackApp.signingSecret).update(base).digest('hex');
    expect(event?.headers['x-slack-signature']).toBe(`v0=${digest}`);
  });

  test('tells what the app answered, and what it told the response URL', async () => {
    respond = async ({ response_url }) => {
      await tell(response_url, { text: 'done' });
      return { statusCode: 200, body: 'fine' };
    };
    const answer = await press({ ts: await postAlert(), action_id: 'revert' });
    expect(answer).toMatchObject({ status: 200, body: 'fine', responses: [{ text: 'done' }] });
  });

  test('tells that the function failed, or refused', async () => {
    const ts = await postAlert();
    respond = () => Promise.reject(new Error('broken'));
    expect(await press({ ts, action_id: 'revert' })).toMatchObject({ http: 200, status: 502 });
    respond = async () => ({ statusCode: 401, body: 'no' });
    expect(await press({ ts, action_id: 'revert' })).toMatchObject({ status: 401, body: 'no' });
  });

  test('can be made only of a button that is there, by somebody who is', async () => {
    const ts = await postAlert();
    const wrong = [
      { ts: '1.000000', action_id: 'revert' },
      { ts, action_id: 'accept' },
      { ts, action_id: 'revert', value: 'another' },
      { ts, action_id: 'revert', user: 'U0STRANGER' },
      { view: 'V0' },
    ];
    for (const each of wrong)
      expect(await press(each)).toMatchObject({ http: 400, code: 'IMPOSSIBLE_PRESS' });
    expect(slack.events).toEqual([]);
  });

  test('is not taken from the page of another site', async () => {
    const body = { user: alice, ts: await postAlert(), action_id: 'revert' };
    const foreign = await slack.post('/slack/press', body, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    const own = await slack.post('/slack/press', body, { origin: slack.sandbox.endpoint });
    expect(own.status).toBe(200);
    expect(slack.events).toHaveLength(1);
  });
});

describe('A response URL', () => {
  let url: string;
  let ts: string;

  beforeEach(async () => {
    ts = await postAlert();
    await press({ ts, action_id: 'revert' });
    url = payloadOf(slack.events[0]).response_url;
  });

  const texts = () => slack.sandbox.slack.messages.map(({ text }) => text);

  test('tells the presser alone, unless it says otherwise', async () => {
    await tell(url, { text: 'for you' });
    await tell(url, { text: 'for all', response_type: 'in_channel' });
    expect(texts()).toEqual(['alert', 'for all']);
    expect(slack.sandbox.slack.posts.map(({ onlyFor }) => onlyFor)).toEqual([undefined, alice, undefined]);
  });

  test('replaces the message, or deletes it', async () => {
    await tell(url, { text: 'changed', replace_original: true });
    expect(slack.sandbox.slack.messages).toMatchObject([{ ts, text: 'changed' }]);
    await tell(url, { delete_original: true });
    expect(texts()).toEqual([]);
  });

  test('takes five answers within half an hour, and no other', async () => {
    for (let each = 0; each < 5; each += 1) expect(await tell(url, { text: 'x' })).toBe(200);
    expect(await tell(url, { text: 'x' })).toBe(404);
    await press({ ts, action_id: 'revert' });
    now += 30 * 60_000 + 1;
    expect(await tell(payloadOf(slack.events.at(-1)).response_url, { text: 'x' })).toBe(404);
    expect(await tell(`${slack.sandbox.endpoint}/slack/response/none`, { text: 'x' })).toBe(404);
  });

  test('refuses what is no message', async () => {
    expect(await tell(url, { text: '' })).toBe(400);
    expect(await tell(url, { blocks: [{ type: 'x' }] })).toBe(400);
  });
});

describe('A modal', () => {
  let view: string;

  beforeEach(async () => {
    respond = async ({ trigger_id }) => {
      await slack.api('views.open', { trigger_id, view: whyModal });
      return { statusCode: 200 };
    };
    await press({ ts: await postAlert(), action_id: 'snooze' });
    view = slack.sandbox.slack.views[0]?.id ?? '';
  });

  test('is submitted as Slack does it, with what was put into its inputs, and closes', async () => {
    respond = async () => ({ statusCode: 200 });
    await press({ view, values: { why: { text: 'on call' }, hours: { choice: '8' } } });
    expect(payloadOf(slack.events.at(-1))).toMatchObject({
      type: 'view_submission',
      team: { id: 'T0SANDBOX' },
      user: { id: alice },
      view: {
        id: view,
        type: 'modal',
        callback_id: 'exempt',
        private_metadata: 'm',
        state: {
          values: {
            why: { text: { type: 'plain_text_input', value: 'on call' } },
            hours: { choice: { type: 'static_select', selected_option: { value: '8' } } },
          },
        },
      },
    });
    expect(slack.sandbox.slack.views).toEqual([]);
  });

  test('stays open where the app finds errors in it, or fails', async () => {
    const errors = { response_action: 'errors', errors: { why: 'Say more.' } };
    respond = async () => ({ statusCode: 200, body: JSON.stringify(errors) });
    expect(JSON.parse((await press({ view })).body)).toEqual(errors);
    respond = () => Promise.reject(new Error('broken'));
    await press({ view });
    expect(slack.sandbox.slack.views).toHaveLength(1);
  });

  test('gives way to the view that the app answers with', async () => {
    const next = { ...whyModal, callback_id: 'next' };
    respond = async () => ({
      statusCode: 200,
      body: JSON.stringify({ response_action: 'update', view: next }),
    });
    await press({ view });
    expect(slack.sandbox.slack.views).toMatchObject([{ view: { callback_id: 'next' } }]);
  });

  test('is closed by its presser, and is nobody else’s', async () => {
    expect(await press({ view, user: 'U0NOBODY' })).toMatchObject({ http: 400 });
    await press({ view, close: true });
    expect(slack.sandbox.slack.views).toEqual([]);
    expect(slack.events).toHaveLength(1);
  });
});

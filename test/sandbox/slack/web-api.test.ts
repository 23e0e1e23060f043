import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { slackApp } from '../../../sandbox/slack/workspace.ts';
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
let now: number;

beforeEach(async () => {
  now = Date.parse('2026-12-01T10:00:00Z');
  slack = await startSlackSandbox(undefined, () => now);
});

afterEach(() => slack.sandbox.stop());

const post = (more: object = {}) => slack.api('chat.postMessage', { channel, text: 'hello', ...more });

describe('chat.postMessage', () => {
  test('posts a message, and says where it stands', async () => {
    const answer = await post({ blocks: [section('*hello*')] });
    expect(answer).toMatchObject({
      ok: true,
      channel,
      ts: expect.stringMatching(/^\d{10}\.\d{6}$/),
      message: { type: 'message', text: 'hello', bot_id: slackApp.bot, ts: answer.ts },
    });
    expect(slack.sandbox.slack.messages).toEqual([
      { text: 'hello', blocks: [section('*hello*')], channel, ts: answer.ts },
    ]);
  });

  test('posts into the thread of a message, and of its replies', async () => {
    const first = await post();
    const reply = await post({ thread_ts: first.ts });
    await post({ thread_ts: reply.ts });
    const threads = slack.sandbox.slack.messages.map(({ thread_ts }) => thread_ts);
    expect(threads).toEqual([undefined, first.ts, first.ts]);
  });

  test('gives each message a ts of its own, later than the one before', async () => {
    const [a, b] = [await post(), await post()];
    now -= 60_000;
    const c = await post();
    expect([a.ts, b.ts, c.ts].map(Number)).toEqual([a.ts, b.ts, c.ts].map(Number).sort());
    expect(new Set([a.ts, b.ts, c.ts]).size).toBe(3);
  });

  test('takes a form as well as JSON, with the token in either place', async () => {
    const blocks = JSON.stringify([section('x')]);
    const form = new URLSearchParams({ token: slackApp.botToken, channel, blocks });
    const answer = await slack.api('chat.postMessage', form, {});
    expect(answer).toMatchObject({ error: 'not_authed' });
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = await slack.post('/slack/api/chat.postMessage', form.toString(), type);
    expect(await sent.json()).toMatchObject({ ok: true, message: { blocks: [section('x')] } });
  });

  test.each([
    ['channel_not_found', { channel: 'C0ELSEWHERE' }],
    ['no_text', { text: '' }],
    ['invalid_blocks', { blocks: [section('x'.repeat(3001))] }],
    ['invalid_blocks', { blocks: [{ type: 'sektion' }] }],
    ['invalid_blocks', { blocks: [actions({ ...revertButton, value: 'x'.repeat(2001) })] }],
    ['invalid_blocks', { blocks: [actions({ ...revertButton, style: 'green' })] }],
    ['invalid_blocks', { blocks: [actions({ ...revertButton, confirm: {} })] }],
    ['invalid_blocks', { attachments: [{ color: '#ff0000', blocks: [section('')] }] }],
    ['invalid_thread_ts', { thread_ts: 1602251441.0017 }],
    ['thread_not_found', { thread_ts: '1602251441.001700' }],
  ])('refuses with %s what Slack refuses: %j', async (error, given) => {
    expect(await post(given)).toMatchObject({ ok: false, error });
    expect(slack.sandbox.slack.messages).toEqual([]);
  });

  test('answers 200 with ok: false to whoever has no token, or another', async () => {
    expect(await slack.api('chat.postMessage', { channel, text: 'x' }, {})).toEqual({
      ok: false,
      error: 'not_authed',
    });
    const other = { authorization: 'Bearer xoxb-another' };
    expect(await slack.api('chat.postMessage', { channel, text: 'x' }, other)).toEqual({
      ok: false,
      error: 'invalid_auth',
    });
    expect(await slack.api('chat.delete', {})).toEqual({ ok: false, error: 'unknown_method' });
    expect(await slack.api('toString', {})).toEqual({ ok: false, error: 'unknown_method' });
  });

  test('posts into the conversations that the standard’s routes name', async () => {
    expect(await post({ channel: 'C0PAYMENTS' })).toMatchObject({ ok: true, channel: 'C0PAYMENTS' });
  });
});

describe('chat.update', () => {
  test('replaces what is given of a message, and leaves the rest', async () => {
    const { ts } = await post({ blocks: [section('before')] });
    const answer = await slack.api('chat.update', { channel, ts, blocks: [section('after')] });
    expect(answer).toMatchObject({ ok: true, channel, ts, text: 'hello' });
    expect(slack.sandbox.slack.messages).toEqual([
      { text: 'hello', blocks: [section('after')], channel, ts },
    ]);
  });

  test('refuses a message that is not there, one of another conversation, and a webhook’s', async () => {
    const { ts } = await post();
    const update = (given: object) => slack.api('chat.update', { channel, text: 'x', ...given });
    expect(await update({ ts: '1.000000' })).toMatchObject({ error: 'message_not_found' });
    expect(await update({ ts, channel: 'C0PAYMENTS' })).toMatchObject({ error: 'message_not_found' });
    expect(await update({ ts, channel: 'C0ELSEWHERE' })).toMatchObject({ error: 'channel_not_found' });
    expect(await update({ ts, blocks: [{ type: 'x' }] })).toMatchObject({ error: 'invalid_blocks' });
    await slack.post('/slack/webhook/alerts', { text: 'by webhook' });
    const webhook = slack.sandbox.slack.posts.at(-1);
    expect(await update({ ts: webhook?.ts })).toMatchObject({ error: 'cant_update_message' });
  });
});

describe('views.open', () => {
  test('opens a modal for whoever triggered it', async () => {
    const trigger_id = slack.sandbox.slack.triggers.give(alice);
    const answer = await slack.api('views.open', { trigger_id, view: JSON.stringify(whyModal) });
    expect(answer).toMatchObject({ ok: true, view: { callback_id: 'exempt', state: { values: {} } } });
    expect(slack.sandbox.slack.views).toMatchObject([{ user: alice, view: whyModal }]);
  });

  test('takes a trigger once, within three seconds', async () => {
    const open = (trigger_id: string) => slack.api('views.open', { trigger_id, view: whyModal });
    const used = slack.sandbox.slack.triggers.give(alice);
    await open(used);
    expect(await open(used)).toEqual({ ok: false, error: 'exchanged_trigger_id' });
    const late = slack.sandbox.slack.triggers.give(alice);
    now += 3_001;
    expect(await open(late)).toEqual({ ok: false, error: 'expired_trigger_id' });
    expect(await open('1.2.3')).toEqual({ ok: false, error: 'invalid_trigger_id' });
  });

  test.each([
    ['its title is too long', { title: { type: 'plain_text', text: 'x'.repeat(25) } }],
    ['it has inputs and nothing to submit them', { submit: undefined }],
    ['it has no blocks', { blocks: [] }],
    ['an input has no label', { blocks: [{ type: 'input', element: { type: 'plain_text_input' } }] }],
    ['it carries too much', { private_metadata: 'x'.repeat(3001) }],
  ])('refuses a modal where %s', async (_, wrong) => {
    const trigger_id = slack.sandbox.slack.triggers.give(alice);
    const answer = await slack.api('views.open', { trigger_id, view: { ...whyModal, ...wrong } });
    expect(answer).toMatchObject({ ok: false, error: 'invalid_arguments' });
    expect(slack.sandbox.slack.views).toEqual([]);
  });
});

import { afterEach, describe, expect, test } from '@jest/globals';
import { messageProblem } from '../../../sandbox/slack/message.ts';
import type { Notice, Posted } from '../../../shared/alerts/channel.ts';
import { composeMessage } from '../../../shared/alerts/message/message.ts';
import type { SlackBlock } from '../../../shared/alerts/slack/blocks.ts';
import { slackBot, slackWebhook } from '../../../shared/alerts/slack/slack.ts';
import { exampleDecision, failedDecision } from '../example-decision.ts';
import { exampleSummary } from '../example-summary.ts';
import { drawn } from './drawn-blocks.ts';
import { type Answer, serveSlack } from './slack-server.ts';

const servers: Awaited<ReturnType<typeof serveSlack>>[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.stop();
});

const token = 'xoxb-very-secret';

async function botAt(...answers: readonly Answer[]) {
  const server = await serveSlack(...answers);
  servers.push(server);
  const apiUrl = `${server.url}/api`;
  const bot = slackBot({ token, channel: 'C0ALERTS', apiUrl, fetch, timeoutMs: 500, buttons: true });
  const send = (notice: Notice, earlier?: Posted) => bot.send(notice, new AbortController().signal, earlier);
  return { ...server, send };
}

const failed = composeMessage(failedDecision());
const done = composeMessage(exampleDecision());
const refusedWith = (error: string) => ({ body: { ok: false, error } });
const methods = (calls: readonly { readonly path: string }[]) => calls.map(({ path }) => path);

describe('a bot tells Slack', () => {
  test('with its token, in its channel, as written; and knows where the message stands', async () => {
    const { calls, send } = await botAt({});
    expect(await send(failed)).toMatchObject({ channel: 'C0ALERTS', ts: '1.000100' });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      path: '/api/chat.postMessage',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
      body: { channel: 'C0ALERTS', parse: 'none', link_names: false, unfurl_links: false },
    });
    expect(calls[0]?.body).not.toHaveProperty('thread_ts');
    expect(calls[0]?.body.text).toContain(failed.headline);
  });

  test('what follows goes into the thread, and the first message is brought up to date', async () => {
    const { calls, send } = await botAt({});
    const first = await send(failed);
    expect(await send(done, first)).toEqual(first);
    expect(methods(calls)).toEqual(['/api/chat.postMessage', '/api/chat.update', '/api/chat.postMessage']);
    const [, update, reply] = calls;
    expect(reply?.body).toMatchObject({ channel: 'C0ALERTS', thread_ts: '1.000100' });
    expect(update?.body).toMatchObject({ channel: 'C0ALERTS', ts: '1.000100', parse: 'none' });
    expect(messageProblem(update?.body ?? {})).toBeUndefined();
    const text = drawn(update?.body.blocks as readonly SlackBlock[]);
    // The newest headline and outcome, above what began it; no button on what is no longer so.
    expect(text).toMatch(/^\n# \u{1F534} Reverted: /u);
    expect(text).toContain(
      'The newest of this incident is of 2026-11-24T10:00:00Z, in the thread. Below is what it began with.',
    );
    expect(text).toContain('Outcome: Put right\n');
    expect(text).toContain('Exposed: for about 4 s');
    expect(text).toContain('FAILED: put the approved key policy back');
    expect(text).not.toContain('[Revert now');
  });

  test('a summary takes its own place', async () => {
    const { calls, send } = await botAt({});
    const first = await send(exampleSummary());
    expect(first).toEqual({ channel: 'C0ALERTS', ts: '1.000100' });
    expect(await send(exampleSummary({ count: 40 }), first)).toEqual(first);
    expect(methods(calls)).toEqual(['/api/chat.postMessage', '/api/chat.update']);
    expect(drawn(calls[1]?.body.blocks as readonly SlackBlock[])).toContain('Changes: 40');
  });

  test.each([
    ['an alert', done],
    ['a summary', exampleSummary()],
  ])('%s is told anew where the earlier message has been deleted', async (_, notice) => {
    const { calls, send } = await botAt(refusedWith('message_not_found'), {});
    expect(await send(notice, { channel: 'C0ALERTS', ts: '9.000900' })).toMatchObject({ ts: '2.000100' });
    expect(methods(calls)).toEqual(['/api/chat.update', '/api/chat.postMessage']);
    expect(calls[1]?.body).not.toHaveProperty('thread_ts');
  });

  test('an alert goes into the thread, though the first message can no longer be changed', async () => {
    const { calls, send } = await botAt(refusedWith('edit_window_closed'), {});
    await send(done, { channel: 'C0ALERTS', ts: '9.000900' });
    expect(calls[1]?.body).toMatchObject({ thread_ts: '9.000900' });
  });

  test('what was not kept of the first message is told by the newest', async () => {
    const { calls, send } = await botAt({});
    await send(done, { channel: 'C0ALERTS', ts: '9.000900', blocks: 'no JSON' });
    expect(drawn(calls[0]?.body.blocks as readonly SlackBlock[])).toContain('*What was done*');
  });
});

describe('a bot that Slack does not hear', () => {
  test.each([
    ['not_in_channel', 'Invite the app to the channel.'],
    ['invalid_auth', 'put its bot token into the secret.'],
    ['missing_scope', 'chat:write'],
    ['something_new', 'Check the app and its channel.'],
  ])('for %s says why, and what to do', async (error, remedy) => {
    const { send } = await botAt(refusedWith(error));
    await expect(send(failed)).rejects.toMatchObject({
      code: 'SLACK_REFUSED',
      reason: error,
      message: expect.stringMatching(new RegExp(`chat.postMessage refused: ${error}\\. .*${remedy}`)),
    });
  });

  test.each([
    ['how long it asks for', { status: 429, headers: { 'retry-after': '7' } }, 7],
    ['a while where it does not say', { status: 429, headers: { 'retry-after': 'soon' } }, 30],
    ['a while where only its word says so', { body: { ok: false, error: 'ratelimited' } }, 30],
  ])('because there was too much waits %s', async (_, answer, seconds) => {
    const { send } = await botAt(answer);
    await expect(send(failed)).rejects.toMatchObject({ code: 'SLACK_LATER', retryAfterSeconds: seconds });
  });

  test('because there was too much has sent nothing, so that it can be sent again', async () => {
    const { calls, send } = await botAt({ status: 429 });
    await expect(send(done, { channel: 'C0ALERTS', ts: '9.000900' })).rejects.toMatchObject({
      code: 'SLACK_LATER',
    });
    expect(methods(calls)).toEqual(['/api/chat.update']);
  });

  test.each([
    ['an answer that is none of Slack’s', { status: 502, body: `<html>Bearer ${token}</html>` }],
    ['a reason that is no word', { body: { ok: false, error: `bad token ${token}` } }],
  ])('never tells the token, as by %s', async (_, answer) => {
    const { send } = await botAt(answer);
    const error = await send(failed).catch((error: unknown) => error);
    expect(error).toMatchObject({ name: 'SlackError', code: 'SLACK_REFUSED' });
    expect(`${error} ${JSON.stringify(error)}`).not.toContain(token);
  });

  test('because its token has a line break never tells that either', async () => {
    const bot = slackBot({
      token: `${token}\n`,
      channel: 'C0ALERTS',
      apiUrl: 'http://127.0.0.1:1',
      fetch,
      timeoutMs: 500,
      buttons: false,
    });
    const error = await bot.send(failed, new AbortController().signal).catch((error: unknown) => error);
    expect(error).toMatchObject({ code: 'SLACK_UNREACHABLE' });
    expect(`${error} ${(error as Error).stack}`).not.toContain(token);
  });
});

test('a webhook that is told too much waits as well, and has no buttons', async () => {
  const server = await serveSlack({ body: 'ok' }, { status: 429, headers: { 'retry-after': '3' } });
  servers.push(server);
  const webhook = slackWebhook({ webhookUrl: server.url, fetch, timeoutMs: 500 });
  const { signal } = new AbortController();
  expect(await webhook.send(failed, signal)).toBeUndefined();
  expect(JSON.stringify(server.calls[0]?.body)).not.toContain('"actions"');
  await expect(webhook.send(failed, signal)).rejects.toMatchObject({
    code: 'SLACK_LATER',
    retryAfterSeconds: 3,
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { signedHeaders } from '../../sandbox/slack/signature.ts';
import { slackApp } from '../../sandbox/slack/workspace.ts';
import { action, alerted, type Edge, form, pressed, startEdge } from './edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await startEdge();
});
afterAll(() => edge.stop());

/** What must be in no line of the log. */
afterEach(() => {
  for (const secret of [slackApp.signingSecret, slackApp.botToken, 'secret-response-path', 'v0=', 'payload='])
    expect(edge.log()).not.toContain(secret);
});

const presses = () => edge.ledger.presses(alerted.arn);
const snooze = () => form(pressed(edge.sandbox.endpoint));
const minutes = 60_000;

describe('a request that is not shown to be Slack’s is answered 401, and nothing is done', () => {
  const right = (body: string) => signedHeaders(body, slackApp.signingSecret, Date.now());
  const cases: readonly (readonly [string, (body: string) => Readonly<Record<string, string>>])[] = [
    ['without a signature', () => ({})],
    ['signed with another secret', (body) => signedHeaders(body, 'another-signing-secret', Date.now())],
    ['signed with nothing', (body) => signedHeaders(body, '', Date.now())],
    ['signed for another body', (body) => right(`${body}&`)],
    [
      'signed at another time',
      (body) => ({ ...right(body), 'x-slack-request-timestamp': `${Math.floor(Date.now() / 1000) - 5}` }),
    ],
    [
      'signed over five minutes ago',
      (body) => signedHeaders(body, slackApp.signingSecret, Date.now() - 6 * minutes),
    ],
    [
      'signed over five minutes from now',
      (body) => signedHeaders(body, slackApp.signingSecret, Date.now() + 6 * minutes),
    ],
    ['with a time that is none', (body) => ({ ...right(body), 'x-slack-request-timestamp': '1e9' })],
    [
      'with a signature in capitals',
      (body) => ({
        ...right(body),
        'x-slack-signature': (right(body)['x-slack-signature'] ?? '').toUpperCase(),
      }),
    ],
    [
      'with half a signature',
      (body) => ({
        ...right(body),
        'x-slack-signature': (right(body)['x-slack-signature'] ?? '').slice(0, 40),
      }),
    ],
  ];
  test.each(cases)('%s', async (_, headers) => {
    const before = await presses();
    const response = await edge.send(snooze(), headers(snooze()));
    expect(response.status).toBe(401);
    expect(await response.text()).toBe('This is not a request that Slack signed just now.');
    expect(await presses()).toEqual(before);
  });
});

describe('before the signature', () => {
  test('a body that is too large is refused', async () => {
    const body = `payload=${'x'.repeat(100_001)}`;
    expect((await edge.sendSigned(body)).status).toBe(413);
    expect((await edge.send('x'.repeat(300_000))).status).toBe(413);
  });

  test('another method is refused', async () => {
    expect((await fetch(`${edge.sandbox.endpoint}/respond`)).status).toBe(405);
  });
});

test('the same request once more is answered, and does nothing twice', async () => {
  const body = snooze();
  const at = Date.now() - 1_000;
  const before = (await presses()).length;
  expect((await edge.sendSigned(body, at)).status).toBe(200);
  expect(await presses()).toHaveLength(before + 1);
  expect((await edge.sendSigned(body, at)).status).toBe(200);
  expect(await presses()).toHaveLength(before + 1);
});

describe('a request from another workspace is answered 403', () => {
  test.each([
    ['by its team', { team: { id: 'T0OTHER' }, user: { id: 'U0ALICE' } }],
    ['by its user, in a conversation that both share', { user: { id: 'U0ALICE', team_id: 'T0OTHER' } }],
    ['by the team of an organization', { team: null, user: { id: 'U0ALICE', team_id: 'T0OTHER' } }],
    ['without any', { team: null, user: { id: 'U0ALICE' } }],
    ['by a list', { team: ['T0SANDBOX'], user: { id: 'U0ALICE' } }],
  ])('%s', async (_, more) => {
    const before = await presses();
    expect((await edge.sendSigned(form(pressed(edge.sandbox.endpoint, more)))).status).toBe(403);
    expect(await presses()).toEqual(before);
  });
});

describe('what Slack signed and the guardian did not ask for is answered 400', () => {
  const cases: readonly (readonly [string, (endpoint: string) => string])[] = [
    ['no form', () => '{"type":"block_actions"}'],
    ['nothing', () => ''],
    ['two payloads', (endpoint) => `${form(pressed(endpoint))}&${form(pressed(endpoint))}`],
    ['no JSON', () => form('{')],
    ['a list', () => form('[]')],
    ['null', () => form('null')],
    ['JSON that is nested very deep', () => form(`${'['.repeat(20_000)}`)],
    ['another type', (endpoint) => form(pressed(endpoint, { type: 'shortcut' }))],
    [
      'the name of something that all objects have',
      (endpoint) => form(pressed(endpoint, { type: 'constructor' })),
    ],
    ['no user', (endpoint) => form(pressed(endpoint, { user: { team_id: 'T0SANDBOX' } }))],
    ['a user with an odd name', (endpoint) => form(pressed(endpoint, { user: { id: 'U0\n{"a":1}' } }))],
    ['no press', (endpoint) => form(pressed(endpoint, { actions: [] }))],
    ['two presses', (endpoint) => form(pressed(endpoint, { actions: [action('snooze'), action('accept')] }))],
    ...['delete', '__proto__', 'constructor', 'toString', ''].map(
      (name) =>
        [
          `a button called "${name}"`,
          (endpoint: string) => form(pressed(endpoint, { actions: [action(name)] })),
        ] as const,
    ),
    [
      'a button without a change',
      (endpoint) => form(pressed(endpoint, { actions: [action('snooze', '{}')] })),
    ],
    [
      'a button with a value that is no JSON',
      (endpoint) => form(pressed(endpoint, { actions: [action('snooze', 'x')] })),
    ],
    [
      'a change whose name is very long',
      (endpoint) =>
        form(
          pressed(endpoint, { actions: [action('snooze', { arn: alerted.arn, changeId: 'x'.repeat(301) })] }),
        ),
    ],
    [
      'a thing that is no text',
      (endpoint) =>
        form(pressed(endpoint, { actions: [action('snooze', { arn: { a: 1 }, changeId: 'x' })] })),
    ],
    [
      'an answer to elsewhere',
      (endpoint) => form(pressed(endpoint, { response_url: 'https://evil.example/secret-response-path' })),
    ],
    [
      'an answer to a host that looks like Slack’s',
      (endpoint) => form(pressed(endpoint, { response_url: 'https://hooks.slack.com.evil.example/' })),
    ],
    [
      'an answer to a host behind a user name',
      (endpoint) => form(pressed(endpoint, { response_url: 'https://hooks.slack.com@evil.example/' })),
    ],
    [
      'an answer in the clear',
      (endpoint) => form(pressed(endpoint, { response_url: 'http://hooks.slack.com/actions' })),
    ],
    [
      'an answer to the instance’s metadata',
      (endpoint) => form(pressed(endpoint, { response_url: 'http://169.254.169.254/' })),
    ],
    [
      'another form',
      (endpoint) => form({ ...pressed(endpoint), type: 'view_submission', view: { callback_id: 'other' } }),
    ],
    [
      'a form that was opened for nothing',
      (endpoint) =>
        form({
          ...pressed(endpoint),
          type: 'view_submission',
          view: { callback_id: 'exempt', private_metadata: '__proto__' },
        }),
    ],
  ];
  test.each(cases)('%s', async (_, body) => {
    const before = await presses();
    const response = await edge.sendSigned(body(edge.sandbox.endpoint));
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('This is no request of the guardian'),
    ]);
    expect(await presses()).toEqual(before);
  });
});

test('a link that is followed needs no answer', async () => {
  const before = await presses();
  const link = { ...action('open'), block_id: 'links' };
  expect((await edge.sendSigned(form(pressed(edge.sandbox.endpoint, { actions: [link] })))).status).toBe(200);
  expect(await presses()).toEqual(before);
});

describe('somebody who may not is refused, and that is kept', () => {
  const decided = (...ids: readonly string[]) => ids.map((id) => action(id));
  test.each([
    [
      'whom the standard does not know',
      { user: { id: 'U0MALLORY' } },
      'U0MALLORY is nobody whom the standard lets press',
    ],
    [
      'who may only do something else',
      { user: { id: 'U0SAM' }, actions: decided('accept') },
      'Sam may not accept',
    ],
    [
      'who made the change',
      { user: { id: 'U0OLGA' }, actions: decided('accept') },
      'Nobody decides on a change of their own',
    ],
    ['whose button is not offered', { actions: decided('close-breaker') }, 'That is not offered'],
    [
      'with a change that nobody knows',
      { actions: [action('accept', { arn: alerted.arn, changeId: 'toString' })] },
      'The ledger knows no such change',
    ],
  ])('%s', async (_, more, said) => {
    const before = await presses();
    expect((await edge.sendSigned(form(pressed(edge.sandbox.endpoint, more)))).status).toBe(200);
    const [newest, ...rest] = await presses();
    expect(rest).toEqual(before);
    expect(newest).toMatchObject({ outcome: 'refused', said: expect.stringContaining(said) });
  });
});

test('what JSON says of __proto__ changes nothing', async () => {
  const body = form(
    JSON.stringify(pressed(edge.sandbox.endpoint, { user: { id: 'U0MALLORY' } })).replace(
      '{',
      '{"__proto__":{"polluted":true},',
    ),
  );
  expect((await edge.sendSigned(body)).status).toBe(200);
  expect('polluted' in {}).toBe(false);
});

test('where no Slack app is set up, nothing is answered', async () => {
  const without = await startEdge({ webhookUrl: 'https://hooks.slack.com/services/x' });
  try {
    expect((await without.sendSigned(snooze())).status).toBe(503);
  } finally {
    await without.stop();
  }
});

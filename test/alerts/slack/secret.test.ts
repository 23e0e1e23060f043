import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { readSlackSecret } from '../../../shared/alerts/slack/secret.ts';
import { secretEdges } from '../../../shared/aws/secrets.ts';
import type { Environment } from '../../../shared/aws/settings.ts';
import { startIdleSandbox } from '../../sandbox/idle-sandbox.ts';

let sandbox: Sandbox;
let environment: Environment;

beforeAll(async () => {
  ({ sandbox, environment } = await startIdleSandbox());
});

afterAll(() => sandbox.stop());

function read(secret: object) {
  sandbox.secrets.set('slack', JSON.stringify(secret));
  return readSlackSecret('slack', secretEdges(environment, Date.now));
}

const app = { botToken: 'xoxb-1-2-abc', signingSecret: '8f742231b10e8888abcd99yyyzzz85a5' };
const hook = { webhookUrl: 'https://hooks.slack.com/services/T0/B0/hidden' };

describe('The secret for Slack', () => {
  test('is that of the sandbox there', async () => {
    const edges = secretEdges(environment, Date.now);
    expect(await readSlackSecret('kms-guardian/slack', edges)).toEqual({
      webhookUrl: sandbox.slackUrl,
      botToken: 'xoxb-sandbox',
      signingSecret: 'sandbox-signing-secret',
    });
  });

  test.each([
    ['an app', app],
    ['an app that only speaks', { botToken: app.botToken }],
    ['an incoming webhook', hook],
    ['both', { ...app, ...hook }],
  ])('may be that of %s', async (_, secret) => {
    expect(await read(secret)).toEqual(secret);
  });

  test('may have empty fields, fields of others, and blanks around', async () => {
    expect(
      await read({ botToken: ` ${app.botToken}\n`, signingSecret: '', webhookUrl: '  ', appId: 'A0' }),
    ).toEqual({ botToken: app.botToken });
  });

  test.each([
    ['a user token', 'botToken', { botToken: 'xoxp-hidden' }],
    ['a token that holds a line break', 'botToken', { botToken: 'xoxb-hidden\nHost: evil' }],
    [
      'a signing secret that is too short to keep anybody out',
      'signingSecret',
      { ...app, signingSecret: 'hidden' },
    ],
    ['a webhook in the clear', 'webhookUrl', { webhookUrl: 'http://hooks.slack.com/services/hidden' }],
    [
      'a webhook of this machine by name only',
      'webhookUrl',
      { webhookUrl: 'http://localhost.evil.com/hidden' },
    ],
    ['a webhook with a password', 'webhookUrl', { webhookUrl: 'https://user:hidden@hooks.slack.com/' }],
    ['what is no URL', 'webhookUrl', { ...app, webhookUrl: 'hooks.slack.com/hidden' }],
  ])('is refused with %s, which is not told', async (_, field, secret) => {
    const error = await read(secret).then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error).toMatchObject({
      name: 'SecretError',
      code: 'SECRET_INVALID',
      reference: 'slack',
      message: expect.stringContaining(
        `The secret slack has a ${field} that is not one of Slack's; write the`,
      ),
    });
    expect(`${error?.stack}${JSON.stringify(error)}`).not.toContain('hidden');
  });

  test.each([
    ['nothing', {}],
    ['a signing secret alone', { signingSecret: app.signingSecret }],
    ['misspelled fields', { bottoken: 'xoxb-hidden' }],
  ])('is refused with %s: nobody could be told', async (_, secret) => {
    await expect(read(secret)).rejects.toMatchObject({
      code: 'SECRET_INVALID',
      message: expect.stringMatching(/^The secret slack has neither a webhookUrl nor a botToken; write \{/),
    });
  });
});

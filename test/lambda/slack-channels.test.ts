import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { composeMessage } from '../../shared/alerts/message/message.ts';
import { slackChannels } from '../../shared/lambda/slack-channels.ts';
import { exampleDecision } from '../alerts/example-decision.ts';
import { startIdleSandbox } from '../sandbox/idle-sandbox.ts';

let sandbox: Sandbox;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  ({ sandbox, environment } = await startIdleSandbox(Date.now));
});

afterAll(() => sandbox.stop());

/** The types of the blocks that an alert has in Slack, of a function with these settings. */
async function blocksWith(settings: Readonly<Record<string, string>>): Promise<readonly unknown[]> {
  const channel = slackChannels({ ...environment, ...settings }, Date.now)?.('slack');
  await channel?.send(composeMessage(exampleDecision()), AbortSignal.timeout(5_000));
  const blocks = sandbox.slack.messages.at(-1)?.blocks as readonly { readonly type: string }[] | undefined;
  return blocks?.map(({ type }) => type) ?? [];
}

test('an alert has buttons where the function that answers them is there', async () => {
  expect(await blocksWith({})).toContain('actions');
});

test('an alert has no buttons where no workspace is given: there is no function that answers', async () => {
  const blocks = await blocksWith({ SLACK_TEAM_ID: '' });
  expect(blocks).toContain('header');
  expect(blocks).not.toContain('actions');
});

test('an alert has no buttons without a signing secret: a press could not be told from a forgery', async () => {
  sandbox.secrets.set('team/bot', JSON.stringify({ botToken: 'xoxb-sandbox' }));
  const blocks = await blocksWith({ SLACK_SECRET: 'team/bot' });
  expect(blocks).toContain('header');
  expect(blocks).not.toContain('actions');
});

import {
  CreateKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { LambdaFunctionURLResult } from 'aws-lambda';
import { type Browser, chromium, type Page } from 'playwright-core';
import { document, governedPolicy } from '../../../cli/demo/key-policy.ts';
import { startGuardedSandbox } from '../../../cli/guarded-sandbox.ts';
import { exampleStandard, readStandard } from '../../../cli/standard-file.ts';
import { findChromium } from '../../../scripts/find-chromium.mjs';
import { composeMessage } from '../../../shared/alerts/message/message.ts';
import { slackPayload } from '../../../shared/alerts/slack/blocks.ts';
import { exampleDecision } from '../../alerts/example-decision.ts';
import { payloadOf } from './payload.ts';
import {
  actions,
  channel,
  revertButton,
  type SlackSandbox,
  startSlackSandbox,
  whyModal,
} from './slack-sandbox.ts';

const executablePath = findChromium();
const inBrowser = executablePath === undefined ? describe.skip : describe;
if (executablePath === undefined)
  process.stderr.write('No chromium here (see CHROMIUM_PATH): the tests in a browser are skipped.\n');

inBrowser('In a browser', () => {
  let browser: Browser;
  let slack: SlackSandbox;
  let page: Page;
  let problems: string[];
  let respond: (payload: ReturnType<typeof payloadOf>) => Promise<LambdaFunctionURLResult>;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '' });
  }, 60_000);

  afterAll(() => browser?.close());

  beforeEach(async () => {
    respond = async () => ({ statusCode: 200 });
    slack = await startSlackSandbox((event) => respond(payloadOf(event)));
    problems = [];
    page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith(slack.sandbox.endpoint)) problems.push(`asked for ${request.url()}`);
    });
  });

  afterEach(async () => {
    await page.close();
    await slack.sandbox.stop();
  });

  /** Posts a real alert by the Web API, with these buttons beneath. */
  async function alert(
    more: Parameters<typeof exampleDecision>[0] = {},
    buttons: readonly object[] = [revertButton],
  ) {
    const { text, blocks } = slackPayload(composeMessage(exampleDecision(more)));
    return slack.api('chat.postMessage', { channel, text, blocks: [...blocks, actions(...buttons)] });
  }

  const open = () => page.goto(slack.sandbox.slackPage);

  test('an alert can be read, and appears by itself', async () => {
    await open();
    await page.getByText('Nothing yet').waitFor();
    await alert();
    const message = page.locator('.message');
    await message.waitFor();
    expect(await message.innerText()).toContain('alias/payments');
    expect(await message.locator('h3').innerText()).not.toBe('');
    expect(problems).toEqual([]);
  });

  test('a button presses, and the answer is seen', async () => {
    respond = async ({ response_url, user }) => {
      const text = `*Put back* for <@${user.id}>.`;
      await fetch(response_url, { method: 'POST', body: JSON.stringify({ text }) });
      return { statusCode: 200 };
    };
    await alert();
    await open();
    await page.getByRole('button', { name: 'Revert now' }).click();
    const answer = page.locator('.message.private');
    await answer.waitFor();
    expect(await answer.innerText()).toContain('Put back for @U0ALICE.');
    expect(await page.locator('#toast').innerText()).toBe('The app answered 200.');
    expect(problems).toEqual([]);
  });

  test('a dialog asks before, where the button says so', async () => {
    const plain = (text: string) => ({ type: 'plain_text', text });
    const confirm = {
      title: plain('Sure?'),
      text: { type: 'mrkdwn', text: 'It is *put back*.' },
      confirm: plain('Do it'),
      deny: plain('Leave it'),
    };
    await alert({}, [{ ...revertButton, confirm }]);
    await open();
    const revert = page.getByRole('button', { name: 'Revert now' });
    await revert.click();
    expect(await page.locator('#ask').innerText()).toContain('It is put back.');
    await page.getByRole('button', { name: 'Leave it' }).click();
    expect(slack.events).toEqual([]);
    await revert.click();
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.getByText('The app answered 200.').waitFor();
    expect(slack.events).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  test('a modal opens, says what is wrong, and is submitted', async () => {
    const submitted: unknown[] = [];
    respond = async ({ type, trigger_id, view }) => {
      if (type === 'block_actions') await slack.api('views.open', { trigger_id, view: whyModal });
      if (type !== 'view_submission') return { statusCode: 200 };
      submitted.push(view.state.values);
      const errors = { response_action: 'errors', errors: { why: 'Say more.' } };
      return { statusCode: 200, body: submitted.length === 1 ? JSON.stringify(errors) : '' };
    };
    await alert();
    await open();
    await page.getByRole('button', { name: 'Revert now' }).click();
    await page.getByLabel('Why?').fill('x');
    await page.getByLabel('How long?').selectOption('8');
    await page.getByRole('button', { name: 'Go' }).click();
    await page.getByText('Say more.').waitFor();
    await page.getByLabel('Why?').fill('on call tonight');
    await page.getByRole('button', { name: 'Go' }).click();
    await page.locator('form.modal').waitFor({ state: 'detached' });
    expect(submitted.at(-1)).toMatchObject({
      why: { text: { value: 'on call tonight' } },
      hours: { choice: { selected_option: { value: '8' } } },
    });
    expect(problems).toEqual([]);
  });

  test('another person presses as that person', async () => {
    await alert();
    await open();
    await page.getByLabel('You are').selectOption('U0NOBODY');
    await page.waitForURL(/person=U0NOBODY/);
    await page.getByRole('button', { name: 'Revert now' }).click();
    await page.getByText('The app answered 200.').waitFor();
    expect(payloadOf(slack.events[0]).user.id).toBe('U0NOBODY');
  });

  test('hostile names are shown as text, and run nothing', async () => {
    const evil = '<img src=x onerror=document.title=1>*_`</pre><script>document.title=1</script>';
    await alert({ aliases: [`alias/${evil}`], keyClass: evil }, [
      { ...revertButton, text: { type: 'plain_text', text: '<script>document.title=1' }, value: `"${evil}` },
    ]);
    await open();
    await page.locator('.message').waitFor();
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(await page.locator('.message').innerText()).toContain('<img src=x onerror=document.title=1>');
    await page.getByRole('button', { name: '<script>' }).click();
    await page.getByText('The app answered 200.').waitFor();
    expect(payloadOf(slack.events[0]).actions[0].value).toBe(`"${evil}`);
    expect(await page.title()).not.toBe('1');
    expect(problems).toEqual([]);
  });

  test('with the guard attached, a person decides by a form, and everybody reads why', async () => {
    const standard = await readStandard(exampleStandard);
    const guarded = await startGuardedSandbox({ standard, report: () => {}, log: () => {} });
    try {
      const { endpoint, region, callers } = guarded;
      const as = (name: string) => {
        const { accessKeyId = '', secretAccessKey = '' } = callers[name] ?? {};
        return new KMSClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
      };
      const Policy = document(governedPolicy(guarded.accounts[0] ?? ''));
      const { KeyMetadata } = await as('pipeline').send(new CreateKeyCommand({ Policy }));
      const KeyId = KeyMetadata?.KeyId;
      await as('pipeline').send(new EnableKeyRotationCommand({ KeyId }));
      await guarded.idle();
      await as('administrator').send(new DisableKeyRotationCommand({ KeyId }));
      await guarded.idle();
      await page.goto(`${guarded.slackPage}?person=U0BOB`);
      await page.getByRole('button', { name: 'Exempt' }).click();
      await page.locator('form.modal textarea').fill('Migration until midnight');
      await page.locator('form.modal').getByRole('button', { name: 'Exempt' }).click();
      const told = page.locator('.thread .message');
      await told.waitFor();
      expect(await told.innerText()).toContain('Bob');
      expect(await told.innerText()).toContain('Migration until midnight');
    } finally {
      await guarded.stop();
    }
  });
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { composeMessage } from '../../../shared/alerts/message/message.ts';
import { slackPayload } from '../../../shared/alerts/slack/blocks.ts';
import { exampleDecision } from '../../alerts/example-decision.ts';
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

beforeEach(async () => {
  slack = await startSlackSandbox();
});

afterEach(() => slack.sandbox.stop());

const post = (more: object) => slack.api('chat.postMessage', { channel, ...more });

/** The conversation and the modal as somebody sees them. */
async function seen(person = alice, where = channel): Promise<{ main: string; modal: string }> {
  const answer = await slack.get(`/slack/conversation?person=${person}&channel=${where}`);
  return JSON.parse(await answer.text());
}

describe('The page', () => {
  test('loads and runs nothing but itself', async () => {
    const page = await slack.get('/slack');
    const text = await page.text();
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^ ]+'; style-src 'sha256-[^ ]+';/);
    expect(policy).not.toContain('unsafe');
    expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(text).not.toMatch(/ (style|on\w+)=/);
  });

  test('shows an alert before any script runs', async () => {
    await post(slackPayload(composeMessage(exampleDecision())));
    const text = await (await slack.get('/slack')).text();
    expect(text).toContain('alias/payments');
    expect(text).toContain('KMS Guardian');
  });

  test('lets anybody of the standard press, and one who may nothing', async () => {
    const text = await (await slack.get('/slack?person=U0NOBODY')).text();
    expect(text).toContain(`<option value="${alice}">Alice (${alice})</option>`);
    expect(text).toContain('<option value="U0NOBODY" selected>');
  });
});

describe('It draws', () => {
  test('fields, context, dividers and buttons', async () => {
    const field = (text: string) => ({ type: 'mrkdwn', text });
    await post({
      text: 'notification',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'A *head*' } },
        { type: 'section', fields: [field('*a*\n1'), field('*b*\n2')] },
        { type: 'divider' },
        { type: 'context', elements: [field('_small_')] },
        actions(revertButton),
      ],
    });
    const { main } = await seen();
    expect(main).toContain('<h3>A *head*</h3>');
    expect(main).toContain('<div class="fields"><div><b>a</b><br>1</div><div><b>b</b><br>2</div></div>');
    expect(main).toContain('<hr>');
    expect(main).toContain('<div class="context"><span><i>small</i></span></div>');
    expect(main).toContain(
      '<button type="button" class="button danger" data-action="revert" data-value="{&quot;changeId&quot;:&quot;1&quot;}">Revert now</button>',
    );
    expect(main).not.toContain('notification');
  });

  test('threads beneath their message, updates as such, and what is for one person for that one alone', async () => {
    const { ts } = await post({ text: 'first' });
    await post({ text: 'other' });
    await post({ text: 'reply', thread_ts: ts });
    await slack.api('chat.update', { channel, ts, text: 'first, changed' });
    slack.sandbox.slack.post({ channel, payload: { text: 'whisper' }, via: 'bot', onlyFor: alice });
    const { main } = await seen();
    const order = ['first, changed', '(edited)', '1 reply', 'reply', 'other', 'whisper'];
    expect(order.map((text) => main.indexOf(text))).toEqual(
      order.map((text) => main.indexOf(text)).sort((a, b) => a - b),
    );
    expect(main).toContain('Only visible to you');
    expect((await seen('U0NOBODY')).main).not.toContain('whisper');
  });

  test('each conversation by itself', async () => {
    await post({ channel: 'C0PAYMENTS', text: 'elsewhere' });
    expect((await seen()).main).toContain('Nothing yet');
    expect((await seen(alice, 'C0PAYMENTS')).main).toContain('elsewhere');
  });

  test('a modal, for whom it was opened', async () => {
    slack.sandbox.slack.openView(alice, whyModal);
    const { modal } = await seen();
    expect(modal).toContain('<h2 id="modal-title">Exempt</h2>');
    expect(modal).toContain('data-block="why"');
    expect(modal).toContain('<option value="8">8 hours</option>');
    expect((await seen('U0NOBODY')).modal).toBe('');
  });

  test('hostile text as text, wherever it stands', async () => {
    const evil = `"><img src=x onerror=alert(1)><script>alert(2)</script>'`;
    const plain = { type: 'plain_text', text: evil.slice(0, 70) };
    await post({
      text: evil,
      attachments: [{ color: `${evil}`, blocks: [section(evil)] }],
      blocks: [
        { type: 'header', text: plain },
        section(evil),
        {
          type: 'section',
          text: { type: 'plain_text', text: evil },
          accessory: { ...revertButton, text: plain },
        },
        {
          type: 'context',
          elements: [
            { type: 'image', alt_text: evil },
            { type: 'mrkdwn', text: evil },
          ],
        },
        { type: 'image', alt_text: evil },
        actions(
          { ...revertButton, text: plain, value: evil, action_id: evil },
          { ...revertButton, text: plain, url: `https://example.com/${evil}` },
          { ...revertButton, text: plain, url: 'javascript:alert(1)' },
          {
            ...revertButton,
            confirm: {
              title: plain,
              text: section(evil).text,
              confirm: { type: 'plain_text', text: evil.slice(0, 30) },
              deny: { type: 'plain_text', text: '"><script>' },
            },
          },
        ),
      ],
    });
    await post({ text: evil });
    slack.sandbox.slack.openView(alice, {
      ...whyModal,
      title: { type: 'plain_text', text: evil },
      blocks: [
        {
          type: 'input',
          block_id: evil,
          label: { type: 'plain_text', text: evil },
          element: { type: 'plain_text_input', action_id: evil, initial_value: evil },
        },
      ],
    });
    const { main, modal } = await seen();
    expect(main + modal).not.toMatch(/<(img|script)/);
    expect(main).not.toContain('href="javascript');
    // Every tag is made of whole attributes, none of which runs anything.
    for (const [tag] of (main + modal).matchAll(/<[^>]*>/g)) {
      expect(tag).toMatch(/^<\/?[a-z][a-z0-9]*( [a-zA-Z-]+(="[^"]*")?)*\/?>$/);
      expect(tag.replaceAll(/="[^"]*"/g, '')).not.toMatch(/ (on\w+|style|src)/);
    }
  });
});

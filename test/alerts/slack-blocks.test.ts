import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { composeMessage } from '../../shared/alerts/message.ts';
import { type SlackBlock, slackPayload } from '../../shared/alerts/slack-blocks.ts';
import type { Decision } from '../../shared/ledger/decision.ts';
import { exampleDecision, failedDecision } from './example-decision.ts';

const payloadOf = (decision: Decision) => slackPayload(composeMessage(decision));

function textsOf(block: SlackBlock): readonly string[] {
  if ('elements' in block) return block.elements.map(({ text }) => text);
  if ('fields' in block) return block.fields.map(({ text }) => text);
  return [block.text.text];
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constantFrom(
    '<!channel>',
    '&lt;',
    '<https://example.com|click>',
    '\u202e\u0000\n',
    '\ud800',
    '&'.repeat(5000),
  ),
  fc.string({ unit: fc.constantFrom('&', '<', '>', '\u{1F511}', '\n'), maxLength: 4000 }),
);

const decisions: fc.Arbitrary<Decision> = fc
  .record({
    texts: fc.array(hostile, { maxLength: 60 }),
    name: hostile,
    outcome: fc.constantFrom('failed' as const, 'remediated' as const, 'asked' as const),
  })
  .map(({ texts, name, outcome }) => {
    const { change, findings, steps } = outcome === 'failed' ? failedDecision(name) : exampleDecision();
    const [finding] = findings;
    return exampleDecision({
      outcome,
      steps,
      aliases: [`alias/${name}`],
      keyClass: name,
      why: name,
      change: { ...change, actor: { ...change.actor, session: name } },
      findings: finding
        ? texts.map((text) => ({ ...finding, message: text, fix: text, evidence: [text, `gained: ${text}`] }))
        : [],
    });
  });

describe('whatever the names in a change are made of', () => {
  test('the message stays within Slack limits', () => {
    fc.assert(
      fc.property(decisions, (decision) => {
        const { blocks, text } = payloadOf(decision);
        expect(blocks.length).toBeLessThanOrEqual(50);
        expect(text.length).toBeLessThanOrEqual(300);
        for (const block of blocks) {
          const [limit, items] =
            block.type === 'header' ? [150, 1] : 'fields' in block ? [2000, 10] : [3000, 10];
          expect(textsOf(block).length).toBeLessThanOrEqual(items);
          for (const text of textsOf(block)) {
            expect(text.length).toBeGreaterThan(0);
            expect(text.length).toBeLessThanOrEqual(limit);
          }
        }
        const total = blocks.flatMap(textsOf).reduce((sum, text) => sum + text.length, 0);
        expect(total).toBeLessThanOrEqual(13_000);
      }),
    );
  });

  test('nothing in it mentions, links or hides', () => {
    fc.assert(
      fc.property(decisions, (decision) => {
        for (const block of payloadOf(decision).blocks) {
          for (const text of textsOf(block)) {
            expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
            if (block.type === 'section') {
              expect(text).not.toMatch(/[<>]/);
              expect(text).not.toMatch(/&(?!(amp|lt|gt);)/);
            }
          }
        }
      }),
    );
  });
});

test('a mention in a name is shown as text', () => {
  const { blocks, text } = payloadOf(exampleDecision({ aliases: ['alias/<!channel>'] }));
  expect(text).toContain('alias/&lt;!channel&gt;');
  expect(blocks[0]).toMatchObject({ type: 'header', text: { type: 'plain_text' } });
});

test('an ordinary message has every part, in the order a person asks', () => {
  const texts = payloadOf(failedDecision()).blocks.flatMap(textsOf).join('\n');
  const titles = [
    'What changed',
    'What it broke',
    'What it exposed',
    'What was done',
    'What to do now',
    'Commands',
  ];
  const places = titles.map((title) => texts.indexOf(`*${title}*`));
  expect(places.every((place) => place >= 0)).toBe(true);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('what failed stands out from what was put right', () => {
  const [failed, done] = [payloadOf(failedDecision()).text, payloadOf(exampleDecision()).text];
  expect(failed).toMatch(/^\u{1F6A8} NOT PUT RIGHT/u);
  expect(done).toMatch(/^Reverted/);
});

test('a command too long for Slack is left out whole, never cut', () => {
  const texts = payloadOf(failedDecision(`{"Sid":"${'a'.repeat(3000)}"}`)).blocks.flatMap(textsOf);
  expect(texts.join('\n')).not.toContain('put-key-policy --region');
  expect(texts.join('\n')).toContain('the SNS message has it');
});

test('findings that do not fit are counted', () => {
  const [finding] = exampleDecision().findings;
  if (finding === undefined) throw new Error('the example has findings');
  const findings = Array.from({ length: 100 }, () => ({ ...finding, evidence: [] }));
  const texts = payloadOf(exampleDecision({ findings })).blocks.flatMap(textsOf).join('\n');
  const shown = texts.split('policy-drift (high)').length - 1;
  expect(texts).toContain(`... and ${100 - shown} more`);
});

test('asterisks are shown, not taken for bold, and no backtick ends that early', () => {
  const [finding] = exampleDecision().findings;
  if (finding === undefined) throw new Error('the example has findings');
  const evidence = ['gained: * may kms:* ```'];
  const texts = payloadOf(exampleDecision({ findings: [{ ...finding, evidence }] })).blocks.flatMap(textsOf);
  const fences = texts.flatMap((text) => /```([^`]*)```$/.exec(text)?.[1] ?? []);
  expect(fences).toEqual([
    expect.stringContaining("gained: * may kms:* '''"),
    expect.stringContaining("* may kms:* '''"),
  ]);
});

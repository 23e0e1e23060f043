import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mrkdwn } from '../../../sandbox/slack/mrkdwn.ts';
import { plainText } from '../../../shared/alerts/plain-text.ts';
import { slackLines, slackPlainText, slackProse } from '../../../shared/alerts/slack/text.ts';

describe('in a sentence for Slack', () => {
  test.each([
    ['an ARN', 'Ask arn:aws:iam::1:role/A, now.', 'Ask `arn:aws:iam::1:role/A`, now.'],
    ['a wildcard', 'It may (kms:*).', 'It may (`kms:*`).'],
    ['what would be italic', 'the role_of_x', 'the `role_of_x`'],
    ['what would be a quote', '> 5 days', '`&gt;` 5 days'],
    ['what would be a picture', 'role :skull: here', 'role `:skull:` here'],
    ['a backtick', 'a ` b', "a `'` b"],
    ['a mention', '<!channel> <@U012>', '&lt;!channel&gt; &lt;@U012&gt;'],
  ])('%s stands letter by letter', (_, text, expected) => {
    expect(slackProse(text, 200)).toBe(expected);
  });

  test('a time is no picture, and words are left as they are', () => {
    const text = 'Done: put the approved key policy back, at 2026-11-24T10:00:03.500Z.';
    expect(slackProse(text, 200)).toBe(text);
  });

  test('a command is one piece to copy, whole or not at all', () => {
    const text = 'To undo it: kms-guardian undo 1 --on arn:aws:kms:x';
    expect(slackProse(text, 200)).toBe('To undo it: `kms-guardian undo 1 --on arn:aws:kms:x`');
    expect(slackProse(text, 40)).toBe('To undo it: ...');
  });
});

const hostile = fc.string({
  unit: fc.constantFrom(...'*_~`<>&:| \n()[].,;a1', '\u202e', '\ud800', '\u{1F511}'),
  maxLength: 60,
});

test('whatever a sentence is made of, it is read as it was written, but for backticks', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const drawn = mrkdwn(slackProse(text, 1000)).text;
      expect(drawn).not.toMatch(/<(?!\/?code>|br>)/);
      const read = drawn
        .replaceAll(/<\/?code>/g, '')
        .replaceAll('&#39;', "'")
        .replaceAll('&quot;', '"')
        .replaceAll('&gt;', '>')
        .replaceAll('&lt;', '<')
        .replaceAll('&amp;', '&');
      expect(read).toBe(plainText(text).replaceAll('`', "'"));
    }),
    { numRuns: 2000 },
  );
});

test('no sentence is longer than it may be, and no code in it is left open', () => {
  fc.assert(
    fc.property(hostile, fc.integer({ min: 40, max: 60 }), (text, limit) => {
      const prose = slackProse(text.repeat(5), limit);
      expect(prose.length).toBeLessThanOrEqual(limit);
      expect(prose.split('`').length % 2).toBe(1);
    }),
  );
});

test('in plain text nothing can be taken for control', () => {
  expect(slackPlainText('<!channel> & <@U012>', 200)).toBe('\u2039!channel\u203a & \u2039@U012\u203a');
});

test('lines that do not fit are counted, with those that were left out before', () => {
  const lines = Array.from({ length: 10 }, (_, index) => `line ${index}`);
  expect(slackLines(lines, 60)).toBe('line 0\nline 1\nline 2\nline 3\n... and 6 more');
  expect(slackLines(lines.slice(0, 2), 60, undefined, 5)).toBe('line 0\nline 1\n... and 5 more');
});

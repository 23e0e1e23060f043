import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mrkdwn } from '../../../sandbox/slack/mrkdwn.ts';
import { html } from '../../../sandbox/slack/page/html.ts';
import { slackText } from '../../../shared/alerts/slack/text.ts';

const drawn = (text: string) => mrkdwn(text).text;

/** What a reader sees: no tags, entities as characters. */
const read = (markup: string) =>
  markup
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');

describe('Slack’s mrkdwn is drawn with', () => {
  test.each([
    ['bold', 'so *bold it* is', 'so <b>bold it</b> is'],
    ['italic and strike', '_a_ and ~b~', '<i>a</i> and <s>b</s>'],
    ['one style in another', '*a _b_ c*', '<b>a <i>b</i> c</b>'],
    [
      'code, in which nothing has a meaning',
      '`kms:*` and `kms:Get*`',
      '<code>kms:*</code> and <code>kms:Get*</code>',
    ],
    ['a code within bold', '*a `b` c*', '<b>a <code>b</code> c</b>'],
    ['a fence, in which nothing has a meaning', 'x\n```*a*\n_b_```\ny', 'x<br><pre>*a*\n_b_</pre>y'],
    ['line breaks', 'a\nb', 'a<br>b'],
    ['quotes, lines together', '&gt; a\n&gt;b\nc', '<blockquote>a<br>b</blockquote>c'],
    [
      'links',
      '<https://example.com/?a=1&amp;b=2|here>',
      '<a href="https://example.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">here</a>',
    ],
    ['mentions', '<@U012> <!here>', '<span class="mention">@U012</span> <span class="mention">@here</span>'],
    ['dates, by what stands for them', '<!date^1^{date}|today>', 'today'],
    ['the three entities', '&lt;b&gt; &amp;amp;', '&lt;b&gt; &amp;amp;'],
  ])('%s', (_, text, expected) => {
    expect(drawn(text)).toBe(expected);
  });

  test.each([
    'a * b * c',
    'kms:*',
    'snake_case_name',
    '2*3*4',
    '**',
    '*a',
    '`',
    '```',
    '``````',
    '<>',
    '_ _',
  ])('nothing where %s is only text', (text) => {
    expect(drawn(text)).not.toMatch(/<(b|i|s|code|pre|a)[ >]/);
    expect(read(drawn(text)).replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });
});

/** Pieces that markup is made of, and that attacks are made of, in any order. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '*',
          '_',
          '~',
          '`',
          '```',
          '\n',
          '>',
          '&gt;',
          '<',
          '&lt;',
          '|',
          '"',
          "'",
          '&',
          '&amp;',
          ' ',
          '\uE000',
          '0\uE001',
        ],
        ...[
          '<script>',
          '</pre>',
          'onerror=',
          'javascript:alert(1)',
          'https://e.com',
          '<img src=x onerror=x>',
          '"><b>',
        ],
        ...[
          '<https://e.com/"onclick="x|y>',
          '<javascript:alert(1)|x>',
          '<!here>',
          '<@U1|<b>>',
          'data:text/html,x',
        ],
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

const allowed =
  /^<(?:\/?(?:b|i|s|code|pre|blockquote)|br|\/a|\/span|span class="mention"|a href="(?:https?:\/\/|mailto:)[^"<>]*" target="_blank" rel="noopener noreferrer")>$/i;

describe('Whatever a text is made of,', () => {
  test('no tag comes out but those of mrkdwn, each closed where it was opened', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const open: string[] = [];
        for (const [tag] of drawn(text).matchAll(/<[^>]*>?/g)) {
          expect(tag).toMatch(allowed);
          const name = /^<\/?(\w+)/.exec(tag)?.[1] ?? '';
          if (tag.startsWith('</')) expect(open.pop()).toBe(name);
          else if (name !== 'br') open.push(name);
        }
        expect(open).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('what was escaped for Slack is read as it was written, where it has no marks', () => {
    const plain = fc.string().filter((text) => !/[*_~`\uE000\uE001]/.test(text) && !/(^|\n)>/.test(text));
    fc.assert(
      fc.property(plain, (text) => {
        expect(read(drawn(slackText(text, 10_000)))).toBe(text.replaceAll('\n', ''));
      }),
    );
  });

  test('a link to anything but a web page or an address is shown as it is', () => {
    expect(drawn('<javascript:alert(1)|click>')).toBe('&lt;javascript:alert(1)|click&gt;');
    expect(drawn('<data:text/html,x>')).toBe('&lt;data:text/html,x&gt;');
  });

  test('it is drawn in time that grows with its length', () => {
    for (const text of ['*a ', '*a*', '<', '`', '_*~', '&gt;\n', '```']) {
      const began = performance.now();
      drawn(text.repeat(20_000));
      expect(performance.now() - began).toBeLessThan(2_000);
    }
  });
});

test('a template escapes what is inserted, for text and for attributes, and leaves HTML alone', () => {
  const name = `<b title='x'>"&`;
  expect(html`<i a="${name}">${name}</i>${html`<u>${1}</u>`}${undefined}`.text).toBe(
    '<i a="&lt;b title=&#39;x&#39;&gt;&quot;&amp;">&lt;b title=&#39;x&#39;&gt;&quot;&amp;</i><u>1</u>',
  );
});

import { expect, test } from '@jest/globals';
import { plainText } from '../../shared/alerts/plain-text.ts';

test.each([
  ['a line break', '\n', '\\u{a}'],
  ['a mark that turns the reading direction', '\u202e', '\\u{202e}'],
  ['a space without width', '\u200b', '\\u{200b}'],
  ['a Hangul filler, which is a letter', '\u3164', '\\u{3164}'],
  ['half a Hangul filler', '\uffa0', '\\u{ffa0}'],
  ['a joiner of graphemes', '\u034f', '\\u{34f}'],
  ['a variation selector', '\ufe0f', '\\u{fe0f}'],
  ['a variation selector of another plane', '\u{e0100}', '\\u{e0100}'],
  ['a blank of Braille', '\u2800', '\\u{2800}'],
])('%s is written as its code', (_, character, code) => {
  expect(plainText(`pay${character}ments`)).toBe(`pay${code}ments`);
});

test('what can be seen stays as it is', () => {
  const text = 'Schlüssel für 決済, \u{1F534} “critical” \u2039a\u203a: 한국어';
  expect(plainText(text)).toBe(text);
});

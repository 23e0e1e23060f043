import { describe, expect, test } from '@jest/globals';
import { glob, LITERAL_QUESTION, LITERAL_STAR, literally } from '../../shared/policy/glob.ts';

/** A pattern, texts that it matches, and texts that it does not match. */
test.each<[string, readonly string[], readonly string[]]>([
  ['', [''], ['a']],
  ['ab', ['ab'], ['a', 'abc', 'aB']],
  ['*', ['', 'a', '*', 'ab:c/d'], []],
  ['**', ['', 'a'], []],
  ['*a', ['a', 'ba', 'aa'], ['', 'ab', 'A']],
  ['a*', ['a', 'ab'], ['', 'ba']],
  ['a*b*c', ['abc', 'axxbyyc', 'abcbc'], ['axxbyy', 'ac', 'abcd']],
  ['*ab', ['aab', 'abab'], ['aba']],
  ['?', ['a', '*', '?'], ['', 'ab']],
  ['a?c', ['abc', 'a?c'], ['ac', 'abbc', 'abd']],
  ['*?', ['a', 'ab'], ['']],
  [`a${LITERAL_STAR}*`, ['a*', 'a*b'], ['a', 'ab', 'a?']],
  [`a${LITERAL_QUESTION}*`, ['a?', 'a?b'], ['a', 'ab', 'a*']],
  [`a${LITERAL_STAR}${LITERAL_QUESTION}`, ['a*?'], ['a?*', 'abc', `a${LITERAL_STAR}${LITERAL_QUESTION}`]],
])('R-STRING: %j', (pattern, matching, others) => {
  const matches = glob(pattern);
  expect(matching.filter((text) => !matches(text))).toEqual([]);
  expect(others.filter((text) => matches(text))).toEqual([]);
});

test('R-STRING: many stars take no longer', () => {
  expect(glob('*a'.repeat(200))(`${'a'.repeat(5000)}b`)).toBe(false);
});

describe('literally', () => {
  test.each(['a*b?c', '**', '??', 'ab', ''])(
    '%j matches itself alone, as a part of a pattern too',
    (text) => {
      const [alone, part] = [glob(literally(text)), glob(`*${literally(text)}?`)];
      expect([alone(text), part(`x${text}y`)]).toEqual([true, true]);
      const other = text.replace(/[*?]/g, 'x');
      if (other !== text) expect([alone(other), part(`x${other}y`)]).toEqual([false, false]);
    },
  );
});

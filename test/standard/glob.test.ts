import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matchesGlob } from '../../shared/standard/glob.ts';

describe('matchesGlob', () => {
  test.each([
    ['a pattern without wildcards matches itself', 'alias/app', 'alias/app', true],
    ['and nothing longer', 'alias/app', 'alias/app2', false],
    ['nor anything in other case', 'alias/app', 'alias/App', false],
    ['a star matches any text', 'alias/sandbox-*', 'alias/sandbox-alice', true],
    ['a star matches no text', 'alias/sandbox-*', 'alias/sandbox-', true],
    ['a star matches over a slash', 'role/*', 'role/team/Admin', true],
    ['a star in the middle holds both ends', 'a*z', 'a-z-y', false],
    ['a star takes as much as it must', '*-prod-*', 'x-prod-prod-y', true],
    ['a question mark matches one character', 'role/A?', 'role/AB', true],
    ['a question mark never matches none', 'role/A?', 'role/A', false],
    ['a dot is just a dot', 'a.c', 'abc', false],
    ['an empty pattern matches the empty text', '', '', true],
    ['an empty pattern matches nothing else', '', 'a', false],
    ['a star of the text is no wildcard', 'a', '*', false],
  ])('%s', (_, pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected);
  });

  test('agrees with the regular expression that says the same', () => {
    const word = (letters: string) => fc.string({ unit: fc.constantFrom(...letters), maxLength: 8 });
    fc.assert(
      fc.property(word('ab*?'), word('ab'), (pattern, text) => {
        const expression = pattern.replaceAll('*', '.*').replaceAll('?', '.');
        expect(matchesGlob(pattern, text)).toBe(new RegExp(`^${expression}$`).test(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('stays quick on a pattern that would keep a regular expression busy for years', () => {
    expect(matchesGlob(`${'*a'.repeat(100)}b`, 'a'.repeat(2000))).toBe(false);
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Automaton } from '../../../shared/policy/symbolic/automaton.ts';
import { Budget, TooManyCases } from '../../../shared/policy/symbolic/budget.ts';
import { ACCOUNT, ANY_TEXT, NAME } from '../../../shared/policy/symbolic/language.ts';
import { readPattern } from '../../../shared/policy/symbolic/pattern.ts';
import { textClasses } from '../../../shared/policy/symbolic/text-classes.ts';

const glob = (value: string): Automaton => {
  const pattern = readPattern('StringLike', value, '2012-10-17');
  if (pattern.kind !== 'pattern') throw new Error(`${value} holds no wildcard`);
  return pattern.automaton;
};
const classes = (texts: readonly string[], globs: readonly string[], language = ANY_TEXT) =>
  textClasses({ texts: new Set(texts), patterns: globs.map(glob) }, language, new Budget(100_000)).map(
    ({ text }) => text,
  );
/** What tells a text apart: which of the texts it is, and the patterns it matches. */
const signature = (text: string, texts: readonly string[], globs: readonly string[]) =>
  JSON.stringify([texts.indexOf(text), globs.map((value) => glob(value).accepts(text))]);

describe('R-COMPARE: the classes of texts', () => {
  test('a pattern without a text it matches is a class of its own', () => {
    const found = classes(['ab'], ['ab*']);
    expect(found).toContain('ab');
    expect(found.some((text) => text !== 'ab' && text.startsWith('ab'))).toBe(true);
    expect(found.some((text) => !text.startsWith('ab'))).toBe(true);
  });

  test('a pattern within another makes three classes, not four', () => {
    expect(classes([], ['a*', 'ab*'])).toHaveLength(3);
  });

  test('every text is in one class, and no class is there twice', () => {
    const letters = (alphabet: string, maxLength: number) =>
      fc.array(fc.constantFrom(...alphabet), { maxLength }).map((all) => all.join(''));
    const patterns = fc.array(
      letters('ab*?', 4).map((value) => `${value}*`),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(
        fc.array(letters('ab', 3), { maxLength: 3 }),
        patterns,
        fc.array(letters('abc', 6), { maxLength: 20 }),
        (texts, globs, probes) => {
          const named = [...new Set(texts)];
          const found = classes(named, globs).map((text) => signature(text, named, globs));
          expect(new Set(found).size).toBe(found.length);
          for (const probe of probes) expect(found).toContain(signature(probe, named, globs));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('beginnings alone make the same classes as any patterns do', () => {
    const letters = (alphabet: string, maxLength: number) =>
      fc.array(fc.constantFrom(...alphabet), { maxLength }).map((all) => all.join(''));
    fc.assert(
      fc.property(
        fc.array(letters('aAx', 3), { maxLength: 4 }),
        fc.array(letters('aAx', 3), { minLength: 1, maxLength: 4 }),
        (texts, begins) => {
          const named = [...new Set(texts.filter((text) => text !== ''))];
          const globs = begins.map((prefix) => `${prefix}*`);
          const prefixes = begins.map((prefix) => ({ prefix, component: () => glob(`${prefix}*`) }));
          const by = { texts: new Set(named), prefixes, patterns: [] };
          const ids = (found: readonly string[]) => found.map((text) => signature(text, named, globs)).sort();
          const found = textClasses(by, NAME, new Budget(100_000)).map(({ text }) => text);
          expect(ids(found)).toEqual(ids(classes(named, globs, NAME)));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('accounts have twelve digits', () => {
    const found = classes(['111122223333'], ['1*', '*9'], ACCOUNT);
    expect(found.every((text) => /^\d{12}$/.test(text))).toBe(true);
    expect(found).toHaveLength(5);
  });

  test('a last part that is named is told apart from the same name under another path', () => {
    const by = { texts: new Set(['team/App']), lastParts: new Set(['App']), patterns: [] };
    const found = textClasses(by, NAME, new Budget(0)).map(({ text }) => text);
    expect(found).toEqual(['team/App', 'App', expect.not.stringMatching(/App$/)]);
  });

  test('what would take too many steps is given up', () => {
    const globs = [...'abcdefghijklmnopqrst'].map((letter) => `*${letter}*`);
    expect(() => classes([], globs)).toThrow(TooManyCases);
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Automaton } from '../../../shared/policy/symbolic/automaton.ts';
import { Budget, TooManyCases } from '../../../shared/policy/symbolic/budget.ts';
import { ACCOUNT, ANY_TEXT, NAME, SERVICE } from '../../../shared/policy/symbolic/language.ts';
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
      { numRuns: 300 },
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
      { numRuns: 300 },
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

describe('R-COMPARE: the example of each class', () => {
  type By = { texts?: string[]; lastParts?: string[]; prefixes?: string[]; patterns?: string[] };
  const examples = (language: typeof NAME, by: By, suggestions: string[] = []) => {
    const { texts = [], lastParts = [], prefixes = [], patterns = [] } = by;
    const distinctions = {
      texts: new Set(texts),
      lastParts: new Set(lastParts),
      prefixes: prefixes.map((prefix) => ({ prefix, component: () => glob(`${prefix}*`) })),
      patterns: patterns.map(glob),
    };
    const found = textClasses(distinctions, language, new Budget(100_000), suggestions);
    // Those that are named have an exclamation mark.
    return found.map(({ text, named }) => `${text}${named ? '!' : ''}`);
  };

  test.each<[string, typeof NAME, By, string[]]>([
    ['is one that reads well', NAME, {}, ['Anyone']],
    ['is none that is taken', NAME, { texts: ['App', 'Anyone'] }, ['App!', 'Anyone!', 'AnyoneElse']],
    [
      'is counted where all that read well are taken',
      NAME,
      { texts: ['Anyone', 'AnyoneElse', 'Whoever', 'Anyone1'] },
      ['Anyone!', 'AnyoneElse!', 'Whoever!', 'Anyone1!', 'Anyone2'],
    ],
    [
      'is an account where accounts are taken',
      ACCOUNT,
      { texts: ['444455556666', '777788889999', '999900001111', '222233334444', '444455556667'] },
      ['444455556666!', '777788889999!', '999900001111!', '222233334444!', '444455556667!', '444455556668'],
    ],
    ['is of the language', NAME, { texts: ['a*', ''], lastParts: ['b*'] }, ['Anyone']],
    ['is a service', SERVICE, { texts: ['a.b', 'a..b', '.a', 'a.', 'A'] }, ['a.b!', 'any-service']],
    ['is an account of twelve digits', ACCOUNT, { texts: ['1', '1111222233334'] }, ['444455556666']],
    ['is a last part', NAME, { lastParts: ['App'] }, ['App!', 'Anyone']],
    [
      'is a last part with a path where the part alone is taken',
      NAME,
      { texts: ['App', 'Anyone/x'], lastParts: ['App', 'x'] },
      ['App!', 'Anyone/x!', 'AnyoneElse/App!', 'x!', 'Anyone'],
    ],
    ['goes on behind a beginning', NAME, { prefixes: ['App', 'App'] }, ['AppAny', 'Anyone']],
    ['goes on as no longer beginning', NAME, { prefixes: ['App', 'AppA'] }, ['Appx', 'AppAAny', 'Anyone']],
    ['goes on as no text', NAME, { texts: ['AppAx'], prefixes: ['App'] }, ['AppAx!', 'Appx', 'Anyone']],
    ['goes on behind nothing', NAME, { texts: ['App'], prefixes: [''] }, ['App!', 'x']],
    [
      'begins otherwise',
      NAME,
      { texts: ['Anyone'], prefixes: ['AnyoneE'] },
      ['Anyone!', 'AnyoneEAny', 'Whoever'],
    ],
    ['is of the language where beginnings are not', NAME, { texts: ['x*'], prefixes: ['a*'] }, ['Anyone']],
    [
      'is found where all that read well begin so',
      NAME,
      { prefixes: ['Any', 'Who'] },
      ['/', 'AnyoneElse', 'Whoever'],
    ],
    [
      'is told by last parts beside a beginning',
      NAME,
      { prefixes: ['App'], lastParts: ['x'] },
      ['x!', 'Whoever', 'App', 'App/x!'],
    ],
    [
      'is told by patterns beside a beginning',
      NAME,
      { prefixes: ['App'], patterns: ['*p'] },
      ['Whoever', 'p', 'App', 'App/'],
    ],
    [
      'is no service that ends in a dot',
      SERVICE,
      { patterns: ['*.*', 's3*'] },
      ['other-service', 's3', 's.x', 's3.x'],
    ],
    ['may be empty, where nothing else is of its class', ANY_TEXT, { patterns: ['?*'] }, ['', 'any-other']],
    ['holds no wildcard', NAME, { patterns: ['a${*}*', 'b${?}*'] }, ['Whoever']],
    ['is rather not empty', ANY_TEXT, { patterns: ['*a'] }, ['any-other', 'a']],
  ])('%s', (_name, language, by, expected) => {
    expect(examples(language, by)).toEqual(expected);
  });

  test('is a suggestion rather than another', () => {
    expect(examples(NAME, { patterns: ['a*'] }, ['apple', 'b*'])).toEqual(['Whoever', 'apple']);
  });
});

import { describe, expect, test } from '@jest/globals';
import { Automaton } from '../../../shared/policy/symbolic/automaton.ts';
import { TooManyCases } from '../../../shared/policy/symbolic/budget.ts';
import { lastPart, resumed, run, statesOf } from '../../../shared/policy/symbolic/component.ts';
import type { Token } from '../../../shared/policy/symbolic/pattern.ts';
import { Trie } from '../../../shared/policy/symbolic/trie.ts';

/** The steps of a pattern, whose wildcards cross a colon or do not. */
const read = (pattern: string, within = false): Token[] =>
  [...pattern].map((character) =>
    character === '*'
      ? { kind: 'many', within }
      : character === '?'
        ? { kind: 'one', within }
        : { kind: 'character', character },
  );
const machine = (pattern: string, within = false) => new Automaton(read(pattern, within));
const labelOf = (automaton: Automaton, text: string) =>
  automaton.label(run(automaton, automaton.start, text));

describe('R-STRING: a pattern read one character at a time', () => {
  test.each<[string, string[], string[]]>([
    ['', [''], ['a']],
    ['ab', ['ab'], ['', 'a', 'abc', 'AB']],
    ['a?', ['ab', 'a:'], ['a', 'abc']],
    ['a*', ['a', 'ab', 'a:b'], ['', 'ba']],
    ['*a', ['a', 'ba', 'aa'], ['', 'ab']],
    ['*a*b*', ['ab', 'xaxbx', 'aab'], ['ba', 'a', 'b']],
    ['**', ['', 'a'], []],
    ['a*?', ['ab', 'abc'], ['a']],
  ])('%s', (pattern, those, others) => {
    const automaton = machine(pattern);
    expect(those.map((text) => [labelOf(automaton, text), automaton.accepts(text)])).toEqual(
      those.map(() => [1, true]),
    );
    expect(others.map((text) => [labelOf(automaton, text), automaton.accepts(text)])).toEqual(
      others.map(() => [0, false]),
    );
  });

  test('R-ARN: within a part no wildcard crosses a colon', () => {
    const [one, many] = [machine('a?', true), machine('a*:b', true)];
    expect([one.accepts('ab'), one.accepts('a:')]).toEqual([true, false]);
    expect(['a:b', 'ax:b', 'ax:x:b', 'axb'].map((text) => many.accepts(text))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([...many.characters(run(many, many.start, 'a'))].sort()).toEqual([':']);
    expect([...one.characters(run(one, one.start, 'a'))]).toEqual([':']);
  });

  test.each<[string, string, boolean]>([
    ['k', 'K', true],
    ['k', '\u212a', false],
    ['ÿ', 'Ÿ', false],
    ['ä', 'Ä', true],
    ['ß', 'SS', false],
    ['true', 'TrUe', true],
    ['true', 'tru', false],
  ])('without case %s is %s: %s', (pattern, text, expected) => {
    expect(new Automaton(read(pattern), true).accepts(text)).toBe(expected);
  });

  test('lists the characters that lead elsewhere than others do, in each of their spellings', () => {
    const automaton = machine('a*b');
    expect(automaton.characters(automaton.start)).toEqual(['a']);
    expect(automaton.characters(run(automaton, automaton.start, 'ax'))).toEqual(['b']);
    const without = new Automaton(read('aß'), true);
    expect([...without.characters(without.start)].sort()).toEqual(['A', 'a']);
    expect(without.characters(run(without, without.start, 'A'))).toEqual(['ß']);
    // Neither case of a character leads elsewhere than others where it is not listed.
    expect(labelOf(automaton, 'aBb')).toBe(1);
  });

  test('gives up where there are too many states, and is read all the same', () => {
    const automaton = machine(`*a${'?'.repeat(13)}`);
    const text = (at: number) =>
      [...at.toString(2).padStart(14, '0')].map((bit) => (bit === '0' ? 'b' : 'a')).join('');
    expect(() => {
      for (let at = 0; at < 2 ** 14; at += 1) labelOf(automaton, text(at));
    }).toThrow(TooManyCases);
    expect(automaton.accepts(text(0b10_1010_1010_1010))).toBe(true);
    expect(automaton.accepts(text(0b01_1111_1111_1111))).toBe(false);
    expect(automaton.accepts(text(0b10_0110_1001_0111))).toBe(true);
  });
});

describe('machines made of another', () => {
  const automaton = machine('ab*c');
  test('resumed: begun somewhere else, and asked behind an ending', () => {
    const rest = resumed(automaton, run(automaton, automaton.start, 'ab'), 'c');
    expect(['', 'x', 'c'].map((text) => rest.label(run(rest, rest.start, text)))).toEqual([1, 1, 1]);
    const whole = resumed(automaton, automaton.start, 'c');
    expect(['', 'ab', 'b'].map((text) => whole.label(run(whole, whole.start, text)))).toEqual([0, 1, 0]);
    expect(whole.characters(whole.start)).toEqual(['a']);
    expect(whole.weight(whole.start)).toBe(1);
    const plain = resumed(automaton, automaton.start);
    expect(['ab', 'abc'].map((text) => plain.label(run(plain, plain.start, text)))).toEqual([0, 1]);
  });

  test('statesOf: says in which state it is behind an ending', () => {
    const states = statesOf(automaton, automaton.start, 'b');
    const label = (text: string) => states.label(run(states, states.start, text));
    expect(label('a')).toBe(run(automaton, automaton.start, 'ab'));
    expect(label('x')).toBe(label('y'));
    expect(label('a')).not.toBe(label('x'));
  });

  test('lastPart: begins again behind each separator', () => {
    const last = lastPart(automaton, '/');
    const label = (text: string) => last.label(run(last, last.start, text));
    expect(['abc', 'x/abc', 'ab/c', 'abc/x', 'x/y/abbc'].map(label)).toEqual([1, 1, 0, 0, 1]);
    expect(last.characters(last.start)).toEqual(['a', '/']);
    expect(last.weight(last.start)).toBe(1);
  });

  test('a trie tells its texts from each other and from all others', () => {
    const trie = new Trie(['ab', 'a', 'ac', '']);
    const label = (text: string) => trie.label(run(trie, trie.start, text));
    expect(['ab', 'a', 'ac', '', 'b', 'abc', 'x'].map(label)).toEqual([1, 2, 3, 4, 0, 0, 0]);
    expect([...trie.characters(trie.start)]).toEqual(['a']);
    expect([...trie.characters(run(trie, trie.start, 'a'))]).toEqual(['b', 'c']);
    expect([...trie.characters(run(trie, trie.start, 'x'))]).toEqual([]);
    expect(run(trie, trie.start, 'xa')).toBe(run(trie, trie.start, 'x'));
    expect(trie.weight()).toBe(1);
  });
});

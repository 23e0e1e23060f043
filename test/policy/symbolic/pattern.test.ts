import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { testFor } from '../../../shared/policy/operators.ts';
import type { Operator } from '../../../shared/policy/policy.ts';
import { readPattern } from '../../../shared/policy/symbolic/pattern.ts';

const matches = (operator: Operator, value: string, text: string) => {
  const pattern = readPattern(operator, value, '2012-10-17');
  switch (pattern.kind) {
    case 'text':
      return pattern.text === text;
    case 'pattern':
      return text.startsWith(pattern.prefix) && pattern.automaton.accepts(text);
    case 'nothing':
      return false;
  }
};

const texts = (alphabet: string) =>
  fc.array(fc.constantFrom(...alphabet), { maxLength: 9 }).map((letters) => letters.join(''));

describe('R-STRING, R-ARN: a pattern matches what the concrete evaluator says it does', () => {
  test.each<[Operator, string, string]>([
    ['StringLike', 'ab*?', 'abA'],
    ['StringEquals', 'ab*?', 'ab*?'],
    ['StringEqualsIgnoreCase', 'aAbB', 'aAbB'],
    ['ArnLike', 'a*?:::', 'a::::'],
    ['ArnEquals', 'a*:::', 'ab:::'],
  ])('%s', (operator, values, actual) => {
    fc.assert(
      fc.property(texts(values), texts(actual), (value, text) => {
        expect(matches(operator, value, text)).toBe(testFor(operator, value)(text));
      }),
      { numRuns: 1000 },
    );
  });

  test('R-VARIABLE: an escaped star is a star, in version 2012-10-17', () => {
    expect(matches('StringLike', 'a${*}*', 'a*b')).toBe(true);
    expect(matches('StringLike', 'a${*}*', 'ab')).toBe(false);
    expect(readPattern('StringLike', '${?}', '2008-10-17')).toMatchObject({ kind: 'pattern' });
  });

  test.each<[Operator, string, string, string]>([
    ['StringEquals', 'a${*}', 'a*', 'ab'],
    ['StringLike', 'a${?}', 'a?', 'ab'],
    ['StringLike', 'a${?}*', 'a?b', 'abc'],
    ['StringLike', '${$}{x}*', '${x}y', '{x}'],
    ['StringLike', 'a${ * }', 'a*', 'a'],
    ['ArnLike', 'arn:aws:s3:::${*}?', 'arn:aws:s3:::*b', 'arn:aws:s3:::ab'],
    ['BinaryEquals', '${*}', '${*}', '*'],
  ])('R-VARIABLE: %s %s is %s, not %s', (operator, value, text, other) => {
    expect([matches(operator, value, text), matches(operator, value, other)]).toEqual([true, false]);
  });

  test.each<[Operator, string, string, boolean]>([
    ['StringLike', 'ab*', 'ab', true],
    ['StringLike', '*', '', true],
    ['StringLike', 'ab?', 'ab', false],
    ['StringLike', 'ab*c', 'ab', false],
    ['StringLike', 'a*b*', 'a', false],
    ['ArnLike', 'arn:aws:iam::1:role/*', 'arn:aws:iam::1:role/', true],
    ['ArnLike', 'arn:aws:iam::*:*', 'arn:aws:iam::', false],
    ['StringEqualsIgnoreCase', 'ab', '', false],
  ])('%s %s begins with "%s", and that alone says it: %s', (operator, value, prefix, onlyPrefix) => {
    expect(readPattern(operator, value, '2012-10-17')).toMatchObject({ prefix, onlyPrefix });
  });

  test('without case what has none is a text', () => {
    expect(readPattern('StringEqualsIgnoreCase', '1-2', '2012-10-17')).toEqual({ kind: 'text', text: '1-2' });
  });

  test('a pattern with too many states is still read', () => {
    const value = `*a${'?'.repeat(20)}`;
    expect(matches('StringLike', value, `${'ba'.repeat(20)}a${'x'.repeat(20)}`)).toBe(true);
    expect(matches('StringLike', value, 'b'.repeat(60))).toBe(false);
  });
});

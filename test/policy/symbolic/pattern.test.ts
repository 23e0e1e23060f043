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
      { numRuns: 5000 },
    );
  });

  test('R-VARIABLE: an escaped star is a star, in version 2012-10-17', () => {
    expect(matches('StringLike', 'a${*}*', 'a*b')).toBe(true);
    expect(matches('StringLike', 'a${*}*', 'ab')).toBe(false);
    expect(readPattern('StringLike', '${?}', '2008-10-17')).toMatchObject({ kind: 'pattern' });
  });

  test('a pattern with too many states is still read', () => {
    const value = `*a${'?'.repeat(20)}`;
    expect(matches('StringLike', value, `${'ba'.repeat(20)}a${'x'.repeat(20)}`)).toBe(true);
    expect(matches('StringLike', value, 'b'.repeat(60))).toBe(false);
  });
});

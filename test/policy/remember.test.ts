import { expect, test } from '@jest/globals';
import { remember } from '../../shared/policy/remember.ts';

function asked(most: number, ...texts: string[]) {
  const found: string[] = [];
  const answer = remember(most, (text) => {
    found.push(text);
    return text === '' ? undefined : text.toUpperCase();
  });
  return { answers: texts.map(answer), found };
}

test('what was found once is not looked for again, even if there is no answer', () => {
  expect(asked(9, 'a', '', 'a', '')).toEqual({ answers: ['A', undefined, 'A', undefined], found: ['a', ''] });
});

test('no more are kept than was said: the rest is found each time', () => {
  expect(asked(1, 'a', 'b', 'a', 'b')).toEqual({ answers: ['A', 'B', 'A', 'B'], found: ['a', 'b', 'b'] });
});

import { expect, test } from '@jest/globals';
import { Search } from '../../../chaos/exhaustive/search.ts';

/** The orders in which a search plays two sequences of steps, each step named by its sequence and its turn. */
function ordersOf(lengths: readonly number[], bears: (one: string, other: string) => boolean): string[] {
  const search = new Search<{ readonly name: string }>(
    (one, other) => one.name[0] === other.name[0] || bears(one.name, other.name),
  );
  const orders: string[] = [];
  do {
    const taken = lengths.map(() => 0);
    let order = '';
    for (;;) {
      const choices = lengths.flatMap((length, index) =>
        (taken[index] ?? 0) < length ? [{ name: `${'ab'[index]}${taken[index]}` }] : [],
      );
      const choice = choices.length > 0 ? search.choose(choices) : undefined;
      if (choice === undefined) {
        if (choices.length === 0) orders.push(order.trim());
        break;
      }
      order += `${choice.name} `;
      const index = 'ab'.indexOf(choice.name[0] ?? '');
      taken[index] = (taken[index] ?? 0) + 1;
    }
  } while (search.next());
  return orders;
}

test('where every step bears on every other, every order is played, once', () => {
  const orders = ordersOf([3, 3], () => true);
  expect(orders).toHaveLength(20);
  expect(new Set(orders).size).toBe(20);
});

test('where none bears on any other, one order is', () => {
  expect(ordersOf([3, 3], () => false)).toEqual(['a0 a1 a2 b0 b1 b2']);
});

test('where two bear on each other, one order is played with each of them first', () => {
  const orders = ordersOf([2, 2], (one, other) => [one, other].sort().join() === 'a1,b0');
  expect(orders).toHaveLength(2);
  const first = orders.map((order) => order.indexOf('a1') < order.indexOf('b0'));
  expect(new Set(first)).toEqual(new Set([true, false]));
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Budget, TooManyCases } from '../../../shared/policy/symbolic/budget.ts';
import type { Literal } from '../../../shared/policy/symbolic/literal.ts';
import { conjunctionOf, outside, type Region, within } from '../../../shared/policy/symbolic/search.ts';

const CELLS = 3;
/** A value of a key: absent, or the set of the cells its values are in. */
type Value = readonly number[];

const subsets = (most: number): Value[] =>
  Array.from({ length: 2 ** CELLS }, (_, bits) =>
    Array.from({ length: CELLS }, (_each, at) => at).filter((at) => (bits >> at) & 1),
  ).filter(({ length }) => length <= most);
/** Two keys with one value at most, and one with any set of them. */
const REQUESTS = subsets(1).flatMap((a) => subsets(1).flatMap((b) => subsets(CELLS).map((c) => [a, b, c])));
const START: Region = [0, 1, 2].map(() => ({ absent: true, present: { within: 7n, hits: [] } }));

const holds = ({ dimension, whenAbsent, some, cells }: Literal, request: readonly Value[]) => {
  const value = request[dimension] as Value;
  return value.length === 0 ? whenAbsent : value.some((at) => (cells >> BigInt(at)) & 1n) === some;
};
const isIn = (region: Region, request: readonly Value[]) =>
  region.every(({ absent, present }, at) => {
    const value = request[at] as Value;
    if (value.length === 0) return absent;
    const has = (set: bigint) => value.some((cell) => (set >> BigInt(cell)) & 1n);
    return present !== undefined && !has(~present.within & 7n) && present.hits.every(has);
  });

const literal: fc.Arbitrary<Literal> = fc
  .record({
    dimension: fc.nat(2),
    whenAbsent: fc.boolean(),
    some: fc.boolean(),
    cells: fc.nat(7).map(BigInt),
  })
  .map((each) => {
    const multivalued = each.dimension === 2;
    return multivalued ? { ...each, multivalued } : { ...each, multivalued, some: true };
  });
const conjunction = fc.array(literal, { minLength: 1, maxLength: 3 });

describe('R-COMPARE: the search', () => {
  test('finds requests outside of conjunctions if and only if there are any', () => {
    fc.assert(
      fc.property(conjunction, fc.array(conjunction, { maxLength: 5 }), (wanted, unwanted) => {
        const start = within(START, conjunctionOf(wanted));
        const found = start && outside(start, unwanted.map(conjunctionOf), new Budget(10_000));
        const right = REQUESTS.filter(
          (request) =>
            wanted.every((each) => holds(each, request)) &&
            !unwanted.some((all) => all.every((each) => holds(each, request))),
        );
        const inside = REQUESTS.filter((request) => found !== undefined && isIn(found, request));
        expect([found !== undefined, inside.length > 0]).toEqual([right.length > 0, right.length > 0]);
        expect(inside.every((request) => right.includes(request))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('gives up where its steps are used up', () => {
    const some = { dimension: 0, multivalued: false, whenAbsent: true, some: true, cells: 1n };
    expect(() => outside(START, [conjunctionOf([some])], new Budget(1))).toThrow(TooManyCases);
  });
});

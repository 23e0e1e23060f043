import { describe, expect, test } from '@jest/globals';
import { parseSweepOrder, sweepOrder, UnknownSweepOrder } from '../../shared/sweep/order.ts';

const begin = { 'kms-guardian': 'sweep', id: '2026-12-01T03:00:00Z', at: '2026-12-01T03:00:00Z' };

describe('an order to sweep', () => {
  test('begins at the first page, where it is the schedule’s', () => {
    expect(parseSweepOrder(JSON.stringify(begin))).toEqual({
      id: begin.id,
      at: begin.at,
      page: 1,
      keys: 0,
      ofAws: 0,
      unread: 0,
    });
  });

  test('goes on where the function’s own says, with what the sweep had come to', () => {
    const order = { id: 'x', at: begin.at, page: 7, marker: 'm', keys: 600, ofAws: 3, unread: 1 };
    expect(parseSweepOrder(sweepOrder(order))).toEqual(order);
  });

  test.each([
    ['no JSON', 'sweep', /no JSON/],
    ['JSON that is no object', '[]', /no JSON object/],
    ['an event', '{"source":"aws.kms"}', /"kms-guardian" is not "sweep"/],
    ['an order without an ID', JSON.stringify({ ...begin, id: undefined }), /"id"/],
    ['an ID with a space', JSON.stringify({ ...begin, id: 'a b' }), /"id"/],
    ['an order without a time', JSON.stringify({ ...begin, at: 'soon' }), /"at" is no time/],
    [
      'a page without its number',
      JSON.stringify({ ...begin, marker: 'm', keys: 1, ofAws: 0, unread: 0 }),
      /"page"/,
    ],
    [
      'a count below nothing',
      JSON.stringify({ ...begin, marker: 'm', keys: -1, ofAws: 0, unread: 0, page: 2 }),
      /"keys"/,
    ],
  ])('is not %s', (_, body, why) => {
    expect(() => parseSweepOrder(body)).toThrow(UnknownSweepOrder);
    expect(() => parseSweepOrder(body)).toThrow(why);
  });
});

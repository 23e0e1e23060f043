import { expect, test } from '@jest/globals';
import { isCovered } from '../../shared/rules/address-cover.ts';

test.each<[string, string, readonly string[], boolean]>([
  ['itself', '10.0.0.0/8', ['10.0.0.0/8'], true],
  ['a larger one', '10.1.0.0/16', ['10.0.0.0/8'], true],
  ['its halves, the second first', '10.0.0.0/31', ['10.0.0.1/32', '10.0.0.0/32'], true],
  ['its quarters, in any order', '10.0.0.0/30', ['10.0.0.2/32', '10.0.0.0/32', '10.0.0.3', '10.0.0.1'], true],
  ['some that overlap', '10.0.0.0/29', ['10.0.0.4/30', '10.0.0.0/30', '10.0.0.0/31'], true],
  ['all but the last address', '10.0.0.0/31', ['10.0.0.0/32'], false],
  ['all but the first address', '10.0.0.0/31', ['10.0.0.1/32'], false],
  ['all but one in the middle', '10.0.0.0/30', ['10.0.0.0/31', '10.0.0.3/32'], false],
  ['nothing', '10.0.0.0/8', [], false],
  ['addresses of another version with the same numbers', '0.0.0.0/0', ['::/0'], false],
  ['what is no block beside one that is', '10.0.0.0/8', ['somewhere', '10.0.0.0/8'], true],
  ['anything, and is no block', 'somewhere', ['0.0.0.0/0', 'somewhere'], false],
  ['half of all of version 6 and the other half', '::/0', ['8000::/1', '::/1'], true],
])('a block in %s: %#', (_, block, by, covered) => {
  expect(isCovered(block, by)).toBe(covered);
});

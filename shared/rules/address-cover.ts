import { type IpRange, ipRange } from '../policy/ip.ts';

/**
 * Whether every address of a CIDR block is in one of these, or in several of them together. What is no CIDR block is
 * in none.
 */
export function isCovered(block: string, by: readonly string[]): boolean {
  const wanted = ipRange(block);
  if (wanted === undefined) return false;
  const ranges = by
    .map(ipRange)
    .filter((range): range is IpRange => range?.bits === wanted.bits)
    .sort((one, other) => Number(one.first - other.first));
  // The first address that no range so far has.
  let next = wanted.first;
  for (const { first, last } of ranges) {
    if (first <= next && last >= next) next = last + 1n;
  }
  return next > wanted.last;
}

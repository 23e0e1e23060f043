import { BlockList, isIP } from 'node:net';
import { type Matcher, textMatcher } from './matcher.ts';
import { PatternError } from './pattern-error.ts';

/** `{"cidr": "10.0.0.0/24"}`: IPv4 and IPv6 addresses in the range. */
export function cidrMatcher(range: string, at: string): Matcher {
  const [address = '', bits = '', ...rest] = range.split('/');
  const version = isIP(address);
  const widest = version === 4 ? 32 : 128;
  if (version === 0 || rest.length > 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > widest)
    throw new PatternError(at, `"${range}" is no range of IP addresses such as 10.0.0.0/24.`);
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const block = new BlockList();
  block.addSubnet(address, Number(bits), family);
  return textMatcher((text) => isIP(text) === version && block.check(text, family));
}

import { isIPv4, isIPv6 } from 'node:net';
import { invalidValue } from './errors.ts';

/**
 * The range with every bit behind its prefix zero, as EC2 keeps it: `100.68.0.18/18` becomes `100.68.0.0/18`.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
 */
export function canonicalCidr(range: string, version: 4 | 6): string {
  const [address = '', prefix = '', ...rest] = range.split('/');
  const width = version === 4 ? 32 : 128;
  const known = version === 4 ? isIPv4(address) : isIPv6(address) && !/[%.]/.test(address);
  if (!known || rest.length > 0 || !/^\d{1,3}$/.test(prefix) || Number(prefix) > width)
    throw invalidValue(`CIDR block ${range} is malformed`);
  const free = BigInt(width - Number(prefix));
  const bits = ((version === 4 ? bitsOf4(address) : bitsOf6(address)) >> free) << free;
  return `${version === 4 ? text4(bits) : text6(bits)}/${Number(prefix)}`;
}

function bitsOf4(address: string): bigint {
  return address.split('.').reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
}

function bitsOf6(address: string): bigint {
  const [head = '', tail] = address.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => '0');
  return [...front, ...zeros, ...back].reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

function text4(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((bits >> shift) & 0xffn)).join('.');
}

/** URLs write IPv6 addresses in their canonical form, so the groups of zeros need no counting here. */
function text6(bits: bigint): string {
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((bits >> BigInt(112 - 16 * at)) & 0xffffn).toString(16),
  );
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}

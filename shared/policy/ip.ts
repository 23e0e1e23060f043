export type Ip = { readonly bits: 32 | 128; readonly value: bigint };
export type IpRange = { readonly bits: 32 | 128; readonly first: bigint; readonly last: bigint };

/** An IPv4 or IPv6 address as a number. */
export function readIp(text: string): Ip | undefined {
  const v4 = readIpv4(text);
  if (v4 !== undefined) {
    return { bits: 32, value: v4 };
  }
  return readIpv6(text);
}

function readIpv4(text: string): bigint | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  return parts?.every((part) => part <= 255)
    ? parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n)
    : undefined;
}

function readIpv6(text: string): Ip | undefined {
  const halves = text.split('::');
  if (halves.length > 2) {
    return undefined;
  }
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':'))) as [string[], string[]?];
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) {
    return undefined;
  }
  const groups = [...head, ...new Array<string>(missing).fill('0'), ...(tail ?? [])];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? { bits: 128, value: groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n) }
    : undefined;
}

/** The addresses a CIDR covers; a plain address is a range of one. */
export function ipRange(cidr: string): IpRange | undefined {
  const [address, length, rest] = cidr.split('/') as [string, string?, string?];
  const ip = readIp(address);
  const bits = length === undefined ? ip?.bits : /^\d{1,3}$/.test(length) ? Number(length) : undefined;
  if (ip === undefined || bits === undefined || bits > ip.bits || rest !== undefined) {
    return undefined;
  }
  const size = 1n << BigInt(ip.bits - bits);
  const first = ip.value - (ip.value % size);
  return { bits: ip.bits, first, last: first + size - 1n };
}

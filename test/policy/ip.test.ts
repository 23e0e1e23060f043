import { describe, expect, test } from '@jest/globals';
import { ipRange, readIp } from '../../shared/policy/ip.ts';

describe('R-IP: an address', () => {
  test.each<[string, bigint]>([
    ['0.0.0.0', 0n],
    ['255.255.255.255', 0xffffffffn],
    ['10.200.103.4', 0x0ac86704n],
  ])('%s', (text, value) => {
    expect(readIp(text)).toEqual({ bits: 32, value });
  });

  test.each<[string, bigint]>([
    ['::', 0n],
    ['::1', 1n],
    ['1::', 1n << 112n],
    ['2001:db8::ff00:42:8329', 0x20010db8000000000000ff0000428329n],
    ['2001:DB8:0:1:2:3:4:5', 0x20010db8000000010002000300040005n],
    ['1:2:3::5:6:7:8', 0x00010002000300000005000600070008n],
    ['::2:3:4:5:6:7:8', 0x00000002000300040005000600070008n],
  ])('%s', (text, value) => {
    expect(readIp(text)).toEqual({ bits: 128, value });
  });

  test.each([
    [
      '',
      'x',
      '10',
      '10.0.0',
      '10.0.0.0.0',
      '256.0.0.0',
      '0.0.0.256',
      '1000.0.0.0',
      '10.0.0.1000',
      ' 10.0.0.0',
    ],
    ['10.0.0.0 ', '10.0..0', ':', ':::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1:2:3:4::5:6:7:8'],
    ['12345::', '::12345', 'g::', '::1x', ' ::1', '1:2:3:4:5:6:7:', '::10.0.0.1', '1:x::'],
  ])('is none of %j and so on', (...texts) => {
    expect(texts.filter((text) => readIp(text) !== undefined || ipRange(text) !== undefined)).toEqual([]);
  });
});

describe('R-IP: a range', () => {
  test.each<[string, 32 | 128, bigint, bigint]>([
    ['10.0.0.5', 32, 0x0a000005n, 0x0a000005n],
    ['10.0.0.5/32', 32, 0x0a000005n, 0x0a000005n],
    ['10.0.0.5/30', 32, 0x0a000004n, 0x0a000007n],
    ['10.1.2.3/8', 32, 0x0a000000n, 0x0affffffn],
    ['1.2.3.4/0', 32, 0n, 0xffffffffn],
    ['::5', 128, 5n, 5n],
    ['::5/127', 128, 4n, 5n],
    ['::5/128', 128, 5n, 5n],
  ])('%s', (cidr, bits, first, last) => {
    expect(ipRange(cidr)).toEqual({ bits, first, last });
  });

  test.each([
    '10.0.0.0/33',
    '::/129',
    '::/1000',
    '10.0.0.0/',
    '10.0.0.0/x',
    '10.0.0.0/ 8',
    '10.0.0.0/8x',
    'x/8',
    '/8',
    '10.0.0.0/8/8',
  ])('%s is none', (cidr) => {
    expect(ipRange(cidr)).toBeUndefined();
  });
});

import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { fewColours } from '../../scripts/png-colours.mjs';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const made = Buffer.alloc(body.length + 8);
  made.writeUInt32BE(data.length);
  body.copy(made, 4);
  made.writeUInt32BE(crc32(body), body.length + 4);
  return made;
}

/** A PNG of these rows: each a filter, and bytes as filtered. */
function png(width: number, rows: readonly (readonly number[])[]): Buffer {
  const header = Buffer.from([0, 0, 0, width, 0, 0, 0, rows.length, 8, 2, 0, 0, 0]);
  const data = chunk('IDAT', deflateSync(Buffer.from(rows.flat())));
  return Buffer.concat([signature, chunk('IHDR', header), data, chunk('IEND', Buffer.alloc(0))]);
}

/** The colours of a palette PNG, row by row. */
function colours(made: Buffer): readonly (readonly string[])[] {
  const parts = new Map<string, Buffer>();
  for (let at = 8; at < made.length; ) {
    const length = made.readUInt32BE(at);
    const body = made.subarray(at + 4, at + 8 + length);
    expect(made.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    parts.set(body.toString('latin1', 0, 4), body.subarray(4));
    at += length + 12;
  }
  const [header, palette, data] = ['IHDR', 'PLTE', 'IDAT'].map((name) => parts.get(name) ?? Buffer.alloc(0));
  const width = header?.readUInt32BE(0) ?? 0;
  const rows = inflateSync(data ?? Buffer.alloc(0));
  return Array.from({ length: header?.readUInt32BE(4) ?? 0 }, (_, y) =>
    [...rows.subarray(y * (width + 1) + 1, (y + 1) * (width + 1))].map(
      (index) => palette?.toString('hex', index * 3, index * 3 + 3) ?? '',
    ),
  );
}

test('a picture of few colours keeps each, however its rows are filtered', () => {
  const made = fewColours(
    png(2, [
      [0, 1, 2, 3, 250, 5, 6],
      [1, 1, 2, 3, 249, 3, 3],
      [2, 0, 0, 0, 1, 1, 1],
      [3, 1, 2, 2, 125, 3, 3],
      [4, 0, 0, 0, 1, 0, 0],
    ]),
  );
  expect(colours(made)).toEqual([
    ['010203', 'fa0506'],
    ['010203', 'fa0506'],
    ['010203', 'fb0607'],
    ['010303', 'fb0708'],
    ['010303', 'fc0708'],
  ]);
});

test('of many colours the commonest stay, and the others become the nearest', () => {
  const grey = (level: number) => [level, level, level];
  const ramp = Array.from({ length: 200 }, (_, level) => [0, ...grey(level), ...grey(255)]);
  const made = colours(fewColours(png(2, ramp)));
  expect(new Set(made.flat()).size).toBe(64);
  expect(made.map(([, white]) => white)).toEqual(Array(200).fill('ffffff'));
});

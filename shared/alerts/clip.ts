import { plainText } from './plain-text.ts';

/** How much is kept: texts of so many characters, lists of so many entries. */
export type Room = { readonly text: number; readonly list: number };

const everything: Room = { text: Number.POSITIVE_INFINITY, list: Number.POSITIVE_INFINITY };

const rooms: readonly Room[] = [
  { text: 2000, list: 60 },
  { text: 500, list: 20 },
  { text: 200, list: 8 },
  { text: 80, list: 3 },
];

/** One line with nothing hidden in it, at most `limit` UTF-16 units long; what is cut ends in `...`. */
export function clip(text: string, limit: number): string {
  const line = plainText(text);
  if (line.length <= limit) return line;
  // Half of a surrogate pair is no character.
  return `${line.slice(0, Math.max(0, limit - 3)).replace(/[\uD800-\uDBFF]$/, '')}...`;
}

/** The same, never empty: several services refuse a text in which there is nothing to see. */
export function said(text: string, limit: number): string {
  const line = clip(text, limit);
  return /\S/.test(line) ? line : '(empty)';
}

/** The first entries that there is room for. */
export function first<T>(list: readonly T[], { list: most }: Room): T[] {
  return list.slice(0, most);
}

/**
 * The fullest layout whose size is at most `maximum`. The last room is so small that a layout which keeps to it fits
 * anywhere.
 *
 * @param layout is told whether it has been cut
 */
export function fit<T>(
  layout: (room: Room, truncated: boolean) => T,
  size: (laidOut: T) => number,
  maximum: number,
): T {
  let laidOut = layout(everything, false);
  for (const room of rooms) {
    if (size(laidOut) <= maximum) break;
    laidOut = layout(room, true);
  }
  return laidOut;
}

/** Bytes of JSON as it goes over the wire. */
export const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

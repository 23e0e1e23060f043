import { KmsError } from './errors.ts';
import { type Json, text, whole } from './input.ts';

/** One page of a list, as KMS pages: `Limit`, `Marker`, `Truncated`, `NextMarker`. */
export function page<T>(all: readonly T[], input: Json, most = 1000, usual = Math.min(most, 100)) {
  const limit = whole(input, 'Limit', 1, most) ?? usual;
  const start = startOf(text(input, 'Marker'), all.length);
  const end = start + limit;
  const items = all.slice(start, end);
  return end < all.length
    ? { items, Truncated: true, NextMarker: Buffer.from(`sandbox:${end}`).toString('base64') }
    : { items, Truncated: false };
}

function startOf(marker: string | undefined, length: number): number {
  if (marker === undefined) return 0;
  const at = Number(/^sandbox:(\d+)$/.exec(Buffer.from(marker, 'base64').toString())?.[1]);
  if (Number.isInteger(at) && at <= length) return at;
  throw new KmsError('InvalidMarkerException', 'Could not deserialize marker');
}

import { createHash } from 'node:crypto';
import type { RandomBytes } from './clock.ts';

/** A random (version 4) UUID from these bytes. */
export function uuid(random: RandomBytes): string {
  const bytes = Buffer.from(random(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** So many characters of the alphabet that AWS identifiers use. */
export function randomLetters(random: RandomBytes, length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return [...random(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
}

/**
 * The unique ID of a role or user, always the same for the same ARN.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function uniqueId(arn: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const digest = createHash('sha256').update(arn).digest().subarray(0, 17);
  return `${arn.includes(':role/') ? 'AROA' : 'AIDA'}${[...digest].map((byte) => alphabet[byte % 32]).join('')}`;
}

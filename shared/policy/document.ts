import { type JsonFault, jsonFault, lineAndColumn } from './json-positions.ts';
import { MAX_DEPTH, plainData } from './plain-data.ts';
import { PolicyError, type PolicyErrorCode } from './policy-error.ts';
import { oddCharacter, tooLarge } from './shape.ts';

/** https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html: a key policy document, 32 KB. */
export const MAX_BYTES = 32_768;

const HINT = 'Correct the JSON; an editor or `jq . policy.json` shows the place.';

/** A policy document as given, turned into JSON data; `text` where it was text, for positions. */
export type Document = { readonly value: unknown; readonly text?: string };

/** Reads a policy's text, bytes or object, within bounds of size and depth, refusing duplicate keys. */
export function readDocument(source: string | object, maxBytes: number): Document {
  if (typeof source === 'string') {
    return readText(source, maxBytes);
  }
  if (ArrayBuffer.isView(source)) {
    return readText(decode(source as Uint8Array, maxBytes), maxBytes);
  }
  const value = plainData(source, maxBytes);
  const size = Buffer.byteLength(JSON.stringify(value));
  if (size > maxBytes) {
    throw tooLarge(size, maxBytes);
  }
  return { value };
}

function readText(text: string, maxBytes: number): Document {
  const size = Buffer.byteLength(text);
  if (size > maxBytes) {
    throw tooLarge(size, maxBytes);
  }
  const odd = oddCharacter(text);
  if (odd !== undefined) {
    throw at(text, odd.offset, '$', 'InvalidCharacter', odd.message, odd.hint);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The fault is looked for below.
  }
  if (value === undefined || !isSurelySound(value, text)) {
    const fault = jsonFault(text, MAX_DEPTH);
    if (fault !== undefined) {
      throw refusal(text, fault);
    }
  }
  // What is written as an escape is in the policy all the same.
  const hidden = text.includes('\\u') ? oddCharacter(JSON.stringify(value)) : undefined;
  if (hidden !== undefined) {
    throw at(text, text.indexOf('\\u'), '$', 'InvalidCharacter', hidden.message, hidden.hint);
  }
  return { value, text };
}

/**
 * Whether a count alone tells that the text of this value has no key twice and is not nested too deep, as of most
 * documents: every key is followed by a quote and a colon, so as many of these as keys means that each was there once.
 */
export function isSurelySound(value: unknown, text: string): boolean {
  return countMembers(value, 0) === text.split(/"\s*:/).length - 1;
}

function decode(bytes: Uint8Array, maxBytes: number): string {
  if (bytes.byteLength > maxBytes) {
    throw tooLarge(bytes.byteLength, maxBytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new PolicyError({
      code: 'InvalidEncoding',
      message: 'the policy is not valid UTF-8',
      hint: 'Save the policy as UTF-8 text.',
      path: '$',
      answer: 'MalformedPolicyDocumentException',
    });
  }
}

/** How many object members the data holds in all; infinitely many where it is nested too deep. */
function countMembers(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) {
    return 0;
  }
  if (depth >= MAX_DEPTH) {
    return Number.POSITIVE_INFINITY;
  }
  const members: readonly unknown[] = Object.values(value);
  return members.reduce<number>(
    (count, member) => count + countMembers(member, depth + 1),
    Array.isArray(value) ? 0 : members.length,
  );
}

const REFUSALS: Readonly<Record<JsonFault['kind'], readonly [PolicyErrorCode, hint: string]>> = {
  syntax: ['InvalidJson', HINT],
  duplicate: ['DuplicateKey', 'Keep one of the two.'],
  depth: ['TooDeep', HINT],
};

function refusal(text: string, { kind, offset, path, message }: JsonFault): PolicyError {
  const [code, hint] = REFUSALS[kind];
  return at(text, offset, path, code, message, hint);
}

function at(
  text: string,
  offset: number,
  path: string,
  code: PolicyErrorCode,
  message: string,
  hint: string,
) {
  return new PolicyError({
    code,
    message,
    hint,
    path,
    ...lineAndColumn(text, offset),
    answer: 'MalformedPolicyDocumentException',
  });
}

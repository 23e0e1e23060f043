import { jsonFault, lineAndColumn } from './json-positions.ts';
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
  const size = text.length > maxBytes ? text.length : Buffer.byteLength(text);
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
    throw explainFault(text);
  }
  // Every key is followed by a quote and a colon: as many of these as keys means that no key was there twice.
  if (countMembers(value, 0) !== (text.match(/"\s*:/g)?.length ?? 0) && jsonFault(text, MAX_DEPTH)) {
    throw explainFault(text);
  }
  // What is written as an escape is in the policy all the same.
  const hidden = text.includes('\\u') ? oddCharacter(JSON.stringify(value)) : undefined;
  if (hidden !== undefined) {
    throw at(text, text.indexOf('\\u'), '$', 'InvalidCharacter', hidden.message, hidden.hint);
  }
  return { value, text };
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

/** How many object members the data holds in all; undefined where it is nested too deep. */
function countMembers(value: unknown, depth: number): number | undefined {
  if (typeof value !== 'object' || value === null) {
    return 0;
  }
  if (depth >= MAX_DEPTH) {
    return undefined;
  }
  let count = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const member of Object.values(value)) {
    const inner = countMembers(member, depth + 1);
    if (inner === undefined) {
      return undefined;
    }
    count += inner;
  }
  return count;
}

function explainFault(text: string): PolicyError {
  const fault = jsonFault(text, MAX_DEPTH);
  if (fault === undefined) {
    return at(text, 0, '$', 'InvalidJson', 'the policy is not valid JSON', HINT);
  }
  const code =
    fault.kind === 'duplicate' ? 'DuplicateKey' : fault.kind === 'depth' ? 'TooDeep' : 'InvalidJson';
  return at(
    text,
    fault.offset,
    fault.path,
    code,
    fault.message,
    code === 'DuplicateKey' ? 'Keep one of the two.' : HINT,
  );
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

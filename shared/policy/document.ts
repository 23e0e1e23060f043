import { jsonPositions, lineAndColumn } from './json-positions.ts';
import { PolicyError, type PolicyErrorCode } from './policy-error.ts';

/** Deeper than any policy goes: document, statements, statement, conditions, operator, key, values. */
const MAX_DEPTH = 12;

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
  if (source instanceof Uint8Array) {
    return readText(decode(source, maxBytes), maxBytes);
  }
  if (countMembers(source, 0) === undefined) {
    throw tooDeep();
  }
  const size = Buffer.byteLength(JSON.stringify(source) ?? '');
  if (size > maxBytes) {
    throw tooLarge(size, maxBytes);
  }
  return { value: source };
}

function readText(text: string, maxBytes: number): Document {
  const size = text.length > maxBytes ? text.length : Buffer.byteLength(text);
  if (size > maxBytes) {
    throw tooLarge(size, maxBytes);
  }
  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html names the characters.
  const odd = /[^\t\n\r\x20-\x7e\xa0-\xff]/.exec(text);
  if (odd !== null) {
    throw at(
      text,
      odd.index,
      '$',
      'InvalidCharacter',
      `the character ${JSON.stringify(odd[0])} may not be in a key policy`,
      'Use printable ASCII and Latin-1 characters, tabs and line ends only.',
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw explainFault(text);
  }
  // Every key is followed by a quote and a colon: as many of these as keys means that no key was there twice.
  if (
    countMembers(value, 0) !== (text.match(/"\s*:/g)?.length ?? 0) &&
    jsonPositions(text, MAX_DEPTH).fault
  ) {
    throw explainFault(text);
  }
  return { value, text };
}

function decode(bytes: Uint8Array, maxBytes: number): string {
  if (bytes.length > maxBytes) {
    throw tooLarge(bytes.length, maxBytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
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

/** How many object members the data holds in all; undefined where it is nested too deep (or in a circle). */
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
  const { fault } = jsonPositions(text, MAX_DEPTH);
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

function tooDeep(): PolicyError {
  return new PolicyError({
    code: 'TooDeep',
    message: `the policy is nested more than ${MAX_DEPTH} levels deep`,
    hint: 'No key policy needs that; look for a value wrapped in lists.',
    path: '$',
    answer: 'MalformedPolicyDocumentException',
  });
}

function tooLarge(size: number, maxBytes: number): PolicyError {
  return new PolicyError({
    code: 'TooLarge',
    message: `the policy has ${size} bytes; a key policy may have ${maxBytes}`,
    hint: 'Leave out white space, join statements, or move permissions into IAM policies.',
    path: '$',
    answer: 'LimitExceededException',
  });
}

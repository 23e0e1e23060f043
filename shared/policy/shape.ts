import { memberPath } from './json-positions.ts';
import { PolicyError, type PolicyErrorCode } from './policy-error.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** An error KMS would answer with MalformedPolicyDocumentException. */
export function malformed(code: PolicyErrorCode, path: string, message: string, hint: string): PolicyError {
  return new PolicyError({
    code,
    message: `${path}: ${message}`,
    hint,
    path,
    answer: 'MalformedPolicyDocumentException',
  });
}

/** An error KMS would answer with LimitExceededException; `size` or more bytes. */
export function tooLarge(size: number, maxBytes: number): PolicyError {
  return new PolicyError({
    code: 'TooLarge',
    message: `the policy has at least ${size} bytes; a key policy may have ${maxBytes}`,
    hint: 'Leave out white space, join statements, or move permissions into IAM policies.',
    path: '$',
    answer: 'LimitExceededException',
  });
}

/**
 * The first character of a document that KMS does not take, if any.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
export function oddCharacter(text: string) {
  const odd = /[^\t\n\r\x20-\x7e\xa0-\xff]/u.exec(text);
  if (odd === null) {
    return undefined;
  }
  const code = odd[0].codePointAt(0) ?? 0;
  return {
    offset: odd.index,
    message: `the character U+${code.toString(16).toUpperCase().padStart(4, '0')} may not be in a key policy`,
    hint: 'Use printable ASCII and Latin-1 characters, tabs and line ends only.',
  };
}

/** The value as an object; with only these fields, where they are given. */
export function object(value: unknown, path: string, what: string, allowed?: ReadonlySet<string>): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed('InvalidShape', path, `${what} must be an object`, 'Write it in braces: { ... }.');
  }
  for (const name of Object.keys(value)) {
    if (allowed !== undefined && !allowed.has(name)) {
      const hint = `Remove it, or use one of ${[...allowed].join(', ')}.`;
      throw malformed('InvalidShape', memberPath(path, name), `${what} has no element "${name}"`, hint);
    }
  }
  return value as Fields;
}

/** A string, or a list of at least one. */
export function strings(value: unknown, path: string): readonly string[] {
  if (typeof value === 'string') {
    return [value];
  }
  if (!Array.isArray(value) || value.length === 0) {
    throw malformed('InvalidShape', path, 'a string or a list of strings is wanted', 'Write at least one.');
  }
  value.forEach((item, at) => {
    if (typeof item !== 'string') {
      throw malformed('InvalidShape', `${path}[${at}]`, 'a string is wanted', 'Quote it.');
    }
  });
  return value as readonly string[];
}

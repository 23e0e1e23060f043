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

import { memberPath } from './json-positions.ts';
import { PolicyError } from './policy-error.ts';
import { malformed, oddCharacter, tooLarge } from './shape.ts';

/** Deeper than any policy goes: document, statements, statement, conditions, operator, key, values. */
export const MAX_DEPTH = 12;

/**
 * A copy of the JSON data that an object is. What is no JSON is refused: a condition in a Map or behind a function
 * would be lost without a word on the way to KMS, and the policy wider for it.
 */
export function plainData(source: unknown, maxBytes: number): unknown {
  try {
    return new Copier(maxBytes).copy(source, '$', 0);
  } catch (error) {
    // Getters and proxies of the caller's may throw anything.
    throw error instanceof PolicyError ? error : notJson('$');
  }
}

/** Counts what it copies as JSON would write it, or less: an object may hold itself, or another many times. */
class Copier {
  readonly #maxBytes: number;
  #size = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  copy(value: unknown, path: string, depth: number): unknown {
    this.#count(1);
    if (value === null || typeof value === 'boolean' || Number.isFinite(value)) {
      return value;
    }
    if (typeof value === 'string') {
      return this.#text(value, path);
    }
    if (typeof value !== 'object') {
      throw notJson(path);
    }
    if (depth >= MAX_DEPTH) {
      const message = `the policy is nested more than ${MAX_DEPTH} levels deep`;
      throw malformed(
        'TooDeep',
        '$',
        message,
        'No key policy needs that; look for a value wrapped in lists.',
      );
    }
    return Array.isArray(value) ? this.#list(value, path, depth) : this.#object(value, path, depth);
  }

  #list(list: readonly unknown[], path: string, depth: number): unknown {
    this.#count(list.length);
    return Array.from(list, (item, at) => this.copy(item, `${path}[${at}]`, depth + 1));
  }

  #object(object: object, path: string, depth: number): unknown {
    if (!isPlain(object)) {
      throw notJson(path);
    }
    const members = Object.entries(object).filter(([, value]) => value !== undefined);
    return Object.fromEntries(
      members.map(([name, value]) => [
        this.#text(name, path),
        this.copy(value, memberPath(path, name), depth + 1),
      ]),
    );
  }

  #text(text: string, path: string): string {
    this.#count(text.length);
    const odd = oddCharacter(JSON.stringify(text));
    if (odd !== undefined) {
      throw malformed('InvalidCharacter', path, odd.message, odd.hint);
    }
    return text;
  }

  #count(more: number): void {
    this.#size += more;
    if (this.#size > this.#maxBytes) {
      throw tooLarge(this.#size, this.#maxBytes);
    }
  }
}

/** Whether it is what `{ ... }` makes, in this realm or another: no instance of a class, nothing inherited. */
function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function notJson(path: string): PolicyError {
  const hint = 'Use strings, numbers, booleans, null, lists and plain objects only.';
  return malformed('InvalidShape', path, 'there is something that is no JSON, or cannot be read', hint);
}

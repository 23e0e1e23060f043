/** What is wrong with a JSON text and where, counted in characters from 0. */
export type JsonFault = {
  readonly kind: 'syntax' | 'duplicate' | 'depth';
  readonly message: string;
  readonly offset: number;
  readonly path: string;
};

class Fault extends Error {
  readonly fault: JsonFault;
  constructor(fault: JsonFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** The first fault of a JSON text, if any. Slower than JSON.parse: for when something is known to be wrong. */
export function jsonFault(text: string, maxDepth: number): JsonFault | undefined {
  try {
    new Reader(text, maxDepth).document();
    return undefined;
  } catch (error) {
    if (error instanceof Fault) {
      return error.fault;
    }
    throw error;
  }
}

/** Where in a JSON text without fault the value of a path (`$.Statement[0].Effect`) begins. */
export function jsonOffset(text: string, path: string | undefined): number | undefined {
  const reader = new Reader(text, Number.POSITIVE_INFINITY, path);
  reader.document();
  return reader.offset;
}

/** Line and column of an offset, both from 1. */
export function lineAndColumn(
  text: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** The path of a member: `$.Condition["aws:PrincipalArn"]`. */
export function memberPath(path: string, name: string): string {
  return /^\w+$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

class Reader {
  offset: number | undefined;
  readonly #text: string;
  readonly #maxDepth: number;
  readonly #wanted: string | undefined;
  #at = 0;

  constructor(text: string, maxDepth: number, wanted?: string | undefined) {
    this.#text = text;
    this.#maxDepth = maxDepth;
    this.#wanted = wanted;
  }

  document(): void {
    this.#value('$', 0);
    this.#space();
    if (this.#at < this.#text.length) {
      this.#fail('$', 'there is text after the end of the document');
    }
  }

  #value(path: string, depth: number): void {
    this.#space();
    // Paths are compared and not kept: below a long name, all of them together are of quadratic length.
    if (path === this.#wanted) {
      this.offset = this.#at;
    }
    const next = this.#text[this.#at];
    if (next === '{' || next === '[') {
      if (depth >= this.#maxDepth) {
        this.#fail(path, `it is nested more than ${this.#maxDepth} levels deep`, 'depth');
      }
      next === '{' ? this.#object(path, depth) : this.#array(path, depth);
    } else if (next === '"') {
      this.#string(path);
    } else if (this.#token(LITERAL) === undefined) {
      this.#fail(
        path,
        next === undefined ? 'the text ends too early' : `a value cannot begin with ${JSON.stringify(next)}`,
      );
    }
  }

  #object(path: string, depth: number): void {
    const seen = new Set<string>();
    this.#members(path, '}', () => {
      const start = this.#at;
      const name = this.#string(path);
      if (seen.has(name)) {
        this.#at = start;
        this.#fail(memberPath(path, name), `the key ${JSON.stringify(name)} is there twice`, 'duplicate');
      }
      seen.add(name);
      this.#space();
      this.#expect(path, ':');
      this.#value(memberPath(path, name), depth + 1);
    });
  }

  #array(path: string, depth: number): void {
    let index = 0;
    this.#members(path, ']', () => this.#value(`${path}[${index++}]`, depth + 1));
  }

  #members(path: string, close: '}' | ']', member: () => void): void {
    this.#at++;
    this.#space();
    if (this.#text[this.#at] === close) {
      this.#at++;
      return;
    }
    for (;;) {
      this.#space();
      member();
      this.#space();
      if (this.#text[this.#at] === close) {
        this.#at++;
        return;
      }
      this.#expect(path, ',', ` or ${close}`);
    }
  }

  #string(path: string): string {
    const token = this.#token(STRING);
    if (token === undefined) {
      const rest =
        this.#text[this.#at] === '"'
          ? 'this string does not end, or holds a bare control character'
          : 'a string in double quotes is wanted';
      this.#fail(path, rest);
    }
    return JSON.parse(token) as string;
  }

  #token(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const token = pattern.exec(this.#text)?.[0];
    this.#at += token?.length ?? 0;
    return token;
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) {
      this.#at++;
    }
  }

  #expect(path: string, character: string, or = ''): void {
    if (this.#text[this.#at] !== character) {
      this.#fail(
        path,
        this.#at >= this.#text.length ? 'the text ends too early' : `${character}${or} is wanted here`,
      );
    }
    this.#at++;
  }

  #fail(path: string, message: string, kind: JsonFault['kind'] = 'syntax'): never {
    throw new Fault({ kind, message, offset: this.#at, path });
  }
}

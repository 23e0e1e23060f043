import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type LineCounter, type Node } from 'yaml';

/** A place in a file; both count from 1. */
export type Place = { readonly line: number; readonly column: number };

/** Finds the places of a YAML document's fields. */
export class Locator {
  readonly #document: Document;
  readonly #lines: LineCounter;

  constructor(document: Document, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  /** The place of a character of the file, counted from 0. */
  at(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  /** The place of a field's value; of its name, where it has no value of its own to point at. */
  value(path: readonly PropertyKey[]): Place {
    const node = this.#node(path);
    if (path.length > 0 && (node === undefined || (isScalar(node) && node.value === null)))
      return this.key(path);
    return this.#start(node) ?? { line: 1, column: 1 };
  }

  /** The place of a field's name; for a field that is not there, that of the section it is missing from. */
  key(path: readonly PropertyKey[]): Place {
    const parentPath = path.slice(0, -1);
    const parent = this.#node(parentPath);
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => nameOf(key) === String(path.at(-1)));
      const place = isNode(pair?.key) ? this.#start(pair.key) : undefined;
      if (place !== undefined) return place;
    }
    // An entry of a list has no name: where it begins is nearer than where the list does.
    const entry = isSeq(parent) ? this.#start(this.#node(path)) : undefined;
    if (entry !== undefined) return entry;
    return parentPath.length === 0 ? this.#top() : this.key(parentPath);
  }

  #node(path: readonly PropertyKey[]): Node | undefined {
    let node = this.#resolve(this.#document.contents);
    for (const step of path) {
      if (isMap(node)) {
        node = this.#resolve(node.items.find(({ key }) => nameOf(key) === String(step))?.value);
      } else if (isSeq(node)) {
        node = this.#resolve(node.items[Number(step)]);
      } else {
        return undefined;
      }
    }
    return node;
  }

  #resolve(node: unknown): Node | undefined {
    if (isAlias(node)) return node.resolve(this.#document);
    return isNode(node) ? node : undefined;
  }

  #start(node: Node | undefined): Place | undefined {
    return node?.range ? this.at(node.range[0]) : undefined;
  }

  #top(): Place {
    return this.#start(this.#resolve(this.#document.contents)) ?? { line: 1, column: 1 };
  }
}

function nameOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

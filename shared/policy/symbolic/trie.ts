import type { Component } from './component.ts';

/** No text of the trie begins so. */
const OFF = 0;

/** Knows a set of texts: its label is 1 + the place of the text that was read whole, and 0 for any other. */
export class Trie implements Component {
  readonly start = 1;
  readonly #children: Map<string, number>[] = [new Map(), new Map()];
  readonly #labels: number[] = [0, 0];

  constructor(texts: Iterable<string>) {
    let at = 0;
    for (const text of texts) {
      let node = this.start;
      for (const character of text) {
        node = this.#child(node, character);
      }
      at += 1;
      this.#labels[node] = at;
    }
  }

  #child(node: number, character: string): number {
    const children = this.#children[node] as Map<string, number>;
    let child = children.get(character);
    if (child === undefined) {
      child = this.#children.push(new Map()) - 1;
      this.#labels.push(0);
      children.set(character, child);
    }
    return child;
  }

  step(state: number, character: string): number {
    return this.#children[state]?.get(character) ?? OFF;
  }

  characters(state: number): Iterable<string> {
    return this.#children[state]?.keys() ?? [];
  }

  label(state: number): number {
    return this.#labels[state] ?? 0;
  }

  weight(): number {
    return 1;
  }
}

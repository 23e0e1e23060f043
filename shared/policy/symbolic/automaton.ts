import { TooManyCases } from './budget.ts';
import { type Component, run } from './component.ts';
import type { Token } from './pattern.ts';

type State = {
  /** How many tokens may have been read, ascending. */
  readonly positions: readonly number[];
  readonly next: Map<string, number>;
  readonly characters: readonly string[];
};

/** Without case, as far as key policies have characters: the Kelvin sign is no k. */
const folded = (character: string) => (character <= '\u00ff' ? character.toLowerCase() : character);

/** No text that begins so matches. */
export const DEAD = 0;

/** A pattern that needs more is not followed: `*a` with twelve question marks behind it has as many. */
const MOST_STATES = 4096;

/** Reads a pattern, made deterministic state by state as they are reached; throws TooManyCases where
 * there are too many. Its label is 1 where the text matches. */
export class Automaton implements Component {
  readonly start: number;
  readonly #tokens: readonly Token[];
  readonly #ignoreCase: boolean;
  readonly #states: State[] = [{ positions: [], next: new Map(), characters: [] }];
  readonly #ids = new Map<string, number>([['', DEAD]]);

  constructor(tokens: readonly Token[], ignoreCase = false) {
    this.#tokens = tokens;
    this.#ignoreCase = ignoreCase;
    this.start = this.#intern([0]);
  }

  step(state: number, character: string): number {
    const { positions, next, characters } = this.#states[state] as State;
    const known = characters.includes(character) ? character : '';
    let to = next.get(known);
    if (to === undefined) {
      to = this.#intern(positions.flatMap((position) => this.#read(position, character)));
      next.set(known, to);
    }
    return to;
  }

  characters(state: number): readonly string[] {
    return (this.#states[state] as State).characters;
  }

  label(state: number): number {
    const { positions } = this.#states[state] as State;
    return positions[positions.length - 1] === this.#tokens.length ? 1 : 0;
  }

  weight(state: number): number {
    return Math.max(1, (this.#states[state] as State).positions.length);
  }

  /** Whether a text matches. Where there would be too many states, it is read without keeping them. */
  accepts(text: string): boolean {
    try {
      return this.label(run(this, this.start, text)) === 1;
    } catch (error) {
      if (!(error instanceof TooManyCases)) throw error;
      let positions = this.#closed([0]);
      for (const character of text) {
        positions = this.#closed(positions.flatMap((position) => this.#read(position, character)));
      }
      return positions[positions.length - 1] === this.#tokens.length;
    }
  }

  #read(position: number, character: string): number[] {
    const token = this.#tokens[position];
    switch (token?.kind) {
      case undefined:
        return [];
      case 'character':
        return this.#same(token.character, character) ? [position + 1] : [];
      case 'one':
        return token.within && character === ':' ? [] : [position + 1];
      case 'many':
        return token.within && character === ':' ? [] : [position];
    }
  }

  #same(expected: string, character: string): boolean {
    return expected === character || (this.#ignoreCase && folded(expected) === folded(character));
  }

  #spellings(character: string): readonly string[] {
    return this.#ignoreCase
      ? [character, character.toLowerCase(), character.toUpperCase()].filter(({ length }) => length === 1)
      : [character];
  }

  #intern(reached: readonly number[]): number {
    const positions = this.#closed(reached);
    const id = positions.join();
    let state = this.#ids.get(id);
    if (state === undefined) {
      if (this.#states.length > MOST_STATES) throw new TooManyCases();
      state = this.#states.push({ positions, next: new Map(), characters: this.#listed(positions) }) - 1;
      this.#ids.set(id, state);
    }
    return state;
  }

  /** Adds what is reached by a star that stands for nothing; what a later star covers anyway is dropped. */
  #closed(reached: readonly number[]): readonly number[] {
    const all = new Set<number>();
    let covered = -1;
    for (let position of reached) {
      for (; !all.has(position); position += 1) {
        all.add(position);
        const token = this.#tokens[position];
        if (token?.kind !== 'many') break;
        if (!token.within) covered = Math.max(covered, position);
      }
    }
    return [...all].filter((position) => position >= covered).sort((a, b) => a - b);
  }

  #listed(positions: readonly number[]): readonly string[] {
    const listed = new Set<string>();
    for (const position of positions) {
      const token = this.#tokens[position];
      if (token?.kind === 'character') {
        for (const spelling of this.#spellings(token.character)) listed.add(spelling);
      } else if (token?.within) {
        listed.add(':');
      }
    }
    return [...listed];
  }
}

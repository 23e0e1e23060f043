/**
 * A deterministic machine that reads a text one character at a time. Two texts with the same label under every machine
 * of a product are alike to it; all characters that a state does not list lead to one and the same state.
 */
export interface Component {
  readonly start: number;
  step(state: number, character: string): number;
  /** The characters that may lead elsewhere than any other character does. */
  characters(state: number): Iterable<string>;
  /** What it says of the text read so far. */
  label(state: number): number;
  /** How many steps of work a step from here is. */
  weight(state: number): number;
}

/** The state after a text, from a state on. */
export function run(component: Component, state: number, text: string): number {
  let at = state;
  for (const character of text) {
    at = component.step(at, character);
  }
  return at;
}

/** The same machine begun somewhere else, and asked only after a given ending. */
export function resumed(component: Component, start: number, ending = ''): Component {
  return {
    start,
    step: (state, character) => component.step(state, character),
    characters: (state) => component.characters(state),
    label: (state) => component.label(run(component, state, ending)),
    weight: (state) => component.weight(state),
  };
}

/** The same machine, but what it says is the very state it is in after a given ending. */
export function statesOf(component: Component, start: number, ending: string): Component {
  return { ...resumed(component, start), label: (state) => run(component, state, ending) };
}

/** The same machine, which begins again behind each separator: what counts is the last part of the text alone. */
export function lastPart(component: Component, separator: string): Component {
  return {
    start: component.start,
    step: (state, character) =>
      character === separator ? component.start : component.step(state, character),
    characters: (state) => [...component.characters(state), separator],
    label: (state) => component.label(state),
    weight: (state) => component.weight(state),
  };
}

/** A step that can be taken: `name` tells it from all others that can be taken at the same time. */
export type Choice = { readonly name: string };

type Node<C extends Choice> = {
  readonly choices: readonly C[];
  /** What need not be tried here: it was tried before something that it has no bearing on, and comes to the same. */
  readonly asleep: readonly C[];
  readonly tried: C[];
  current: number;
};

/**
 * Every schedule, depth first, each played from its beginning. Two that differ only in the order of steps which do not bear
 * on each other come to the same, and one of them is played (sleep sets: Godefroid, Partial-Order Methods for the
 * Verification of Concurrent Systems, 1996).
 */
export class Search<C extends Choice> {
  readonly #bears: (one: C, other: C) => boolean;
  readonly #nodes: Node<C>[] = [];
  #depth = 0;

  /** @param bears whether two steps of one moment come to something else in the other order */
  constructor(bears: (one: C, other: C) => boolean) {
    this.#bears = bears;
  }

  /** The next step; undefined where each would only lead to what was played before. */
  choose(choices: readonly C[]): C | undefined {
    let node = this.#nodes[this.#depth];
    if (node === undefined) {
      node = this.#open(choices);
      this.#nodes.push(node);
    }
    this.#depth += 1;
    return choices[node.current];
  }

  /** Goes on to the next schedule; false where there is none. */
  next(): boolean {
    this.#depth = 0;
    for (let node = this.#nodes.at(-1); node !== undefined; node = this.#nodes.at(-1)) {
      const { choices, current, tried } = node;
      const done = choices[current];
      if (done) tried.push(done);
      node.current = firstAwake(node, current + 1);
      if (node.current < choices.length) return true;
      this.#nodes.pop();
    }
    return false;
  }

  #open(choices: readonly C[]): Node<C> {
    const parent = this.#nodes.at(-1);
    const taken = parent?.choices[parent.current];
    const asleep =
      parent && taken ? [...parent.asleep, ...parent.tried].filter((each) => !this.#bears(each, taken)) : [];
    const node = { choices, asleep, tried: [], current: 0 };
    return { ...node, current: firstAwake(node, 0) };
  }
}

function firstAwake<C extends Choice>({ choices, asleep }: Node<C>, from: number): number {
  const at = choices.findIndex(
    ({ name }, index) => index >= from && !asleep.some((each) => each.name === name),
  );
  return at === -1 ? choices.length : at;
}

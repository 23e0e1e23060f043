type Happening = { readonly at: number; readonly order: number; readonly act: () => void };

/**
 * Virtual time. What is to happen waits in a heap, in the order of its time; what is due at the same moment happens in the
 * order in which it was asked for. Between two happenings every promise that can go on does so, as far as it can.
 */
export class Scheduler {
  #now: number;
  #order = 0;
  readonly #heap: Happening[] = [];

  /** @param start in milliseconds since the epoch */
  constructor(start: number) {
    this.#now = start;
  }

  readonly now = (): number => this.#now;

  after(ms: number, act: () => void): void {
    this.#push({ at: this.#now + Math.max(0, Math.round(ms)), order: this.#order++, act });
  }

  /** Lets time pass until nothing is left to happen. */
  async run(): Promise<void> {
    await settled();
    for (let next = this.#pop(); next !== undefined; next = this.#pop()) {
      this.#now = next.at;
      next.act();
      await settled();
    }
  }

  #push(made: Happening): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(made);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(made, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = made;
  }

  #pop(): Happening | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const [one, other] = [heap[left], heap[left + 1]];
      if (one === undefined) break;
      const [child, below] = other !== undefined && isBefore(other, one) ? [other, left + 1] : [one, left];
      if (!isBefore(child, last)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = last;
    return first;
  }
}

const isBefore = (a: Happening, b: Happening) => a.at < b.at || (a.at === b.at && a.order < b.order);

/**
 * Resolves when no promise can go on any more without something from outside. Node.js empties the queue of promises
 * before it calls what `nextTick` was given while that queue was being emptied.
 *
 * @see https://nodejs.org/api/process.html#processnexttickcallback-args
 */
export const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

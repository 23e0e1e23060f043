/** A seeded source of choices: the same seeds make the same history, so that a failure can be run again. */
export class Random {
  #state = 0;

  constructor(...seeds: readonly number[]) {
    for (const seed of seeds) {
      this.#state = (this.#state ^ Math.trunc(seed)) >>> 0;
      this.#state = this.next();
    }
  }

  /** The next 32 bits: mulberry32, by Tommy Ettinger, in the public domain. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let bits = this.#state;
    bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return (bits ^ (bits >>> 14)) >>> 0;
  }

  /** From 0 to just below 1. */
  fraction(): number {
    return this.next() / 2 ** 32;
  }

  /** True with this probability, from 0 to 1. */
  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** A whole number from the least to the most. */
  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  /** One of the items; an item that stands there twice comes twice as often. */
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T {
    if (items.length === 0) throw new RangeError('There is nothing to pick from');
    return items[this.between(0, items.length - 1)] as T;
  }
}

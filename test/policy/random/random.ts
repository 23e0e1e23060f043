/** A seeded source of choices: the same seeds make the same policies, so that a failure can be run again. */
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

  /** A whole number from 0 to one below the limit. */
  below(limit: number): number {
    return this.next() % limit;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  /** One of the items; an item that stands there twice comes twice as often. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) {
      throw new Error('There is nothing to pick from');
    }
    return items[this.below(items.length)] as T;
  }

  /** One to `most` of the items, no two the same; more are rarer. */
  some<T>(items: readonly T[], most: number): T[] {
    const picked = new Set([this.pick(items)]);
    for (let more = 1; more < most && this.chance(40); more++) {
      picked.add(this.pick(items));
    }
    return [...picked];
  }

  shuffled<T>(items: readonly T[]): T[] {
    const order = [...items];
    for (let last = order.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      [order[last], order[other]] = [order[other] as T, order[last] as T];
    }
    return order;
  }
}

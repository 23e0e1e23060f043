/** The comparison would need more steps than it is given: what it has not looked at is unknown. */
export class TooManyCases extends Error {
  constructor() {
    super('there are too many cases to go through');
    this.name = 'TooManyCases';
  }
}

/** What some work gives; undefined where there are too many cases for it. */
export function unlessTooMany<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof TooManyCases) return undefined;
    throw error;
  }
}

/** Bounds the work of one comparison by counting steps, so that the same policies always get the same answer. */
export class Budget {
  readonly #steps: number;
  #left: number;

  constructor(steps: number) {
    this.#steps = steps;
    this.#left = steps;
  }

  /** Takes steps, if there are as many left. */
  trySpend(steps: number): boolean {
    this.#left -= steps;
    return this.#left >= 0;
  }

  /** A share of as many steps as it had, for another part of the work. */
  share(part: number): Budget {
    return new Budget(this.#steps * part);
  }

  /** Takes steps; throws TooManyCases where none are left. */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) {
      throw new TooManyCases();
    }
  }
}

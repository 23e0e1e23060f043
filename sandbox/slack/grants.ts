import type { Clock } from '../clock.ts';

/** Why a grant does not hold. */
export type Refusal = 'unknown' | 'expired' | 'used up';

/** Something given out to be used so many times, for so long: trigger IDs and response URLs. */
export class Grants<Value> {
  readonly #limits: {
    readonly clock: Clock;
    readonly id: () => string;
    readonly times: number;
    readonly ms: number;
  };
  readonly #given = new Map<string, { readonly value: Value; readonly until: number; left: number }>();

  constructor(limits: {
    readonly clock: Clock;
    readonly id: () => string;
    readonly times: number;
    readonly ms: number;
  }) {
    this.#limits = limits;
  }

  /** Its ID. */
  give(value: Value): string {
    const { clock, id, times, ms } = this.#limits;
    const given = id();
    this.#given.set(given, { value, until: clock() + ms, left: times });
    return given;
  }

  use(id: string): { readonly value: Value } | { readonly refused: Refusal } {
    const grant = this.#given.get(id);
    if (grant === undefined) return { refused: 'unknown' };
    if (grant.left === 0) return { refused: 'used up' };
    if (this.#limits.clock() > grant.until) return { refused: 'expired' };
    grant.left -= 1;
    return { value: grant.value };
  }
}

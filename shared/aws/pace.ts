import { quotas } from './quotas.ts';

/** A second's worth of requests may go at once, so that a single change waits for nothing. */
type Bucket = { tokens: number; at: number };

export type PaceOptions = {
  /** How many functions share the quotas at the same time. */
  readonly sharers: number;
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
};

/** KMS would refuse more requests now. The event comes back when others have had their turn. */
export class PaceExceeded extends Error {
  constructor(operation: string) {
    super(`More ${operation} requests are waiting than KMS takes in the time there is.`);
    this.name = 'PaceExceededThrottling';
  }
}

/** For longer than this, in milliseconds, nobody waits: a function has only seconds. */
const patienceMs = 6_000;

/** Of a quota the guardian takes no more than this: people work on the same account. */
const share = 0.8;

/**
 * Keeps a function's requests within its share of KMS's quotas: a token bucket for each operation. There is one `Pace`
 * for each account and Region. Where a mass of events has come, they wait here and in the queue, in place of being
 * refused by KMS again and again.
 */
export class Pace {
  readonly #options: PaceOptions;
  readonly #buckets = new Map<string, Bucket>();

  constructor(options: PaceOptions) {
    this.#options = options;
  }

  /**
   * Resolves when the request may be made; at once for operations whose quota is out of reach.
   *
   * @throws {PaceExceeded} where it would have to wait for too long.
   */
  async turn(operation: string): Promise<void> {
    const waitMs = this.#take(operation);
    if (waitMs > 0) await this.#options.pause(waitMs);
  }

  /** Takes a token, perhaps one that is still to come, and says in how many milliseconds it is there. */
  #take(operation: string): number {
    const quota = quotas[operation];
    if (quota === undefined) return 0;
    const { now, sharers } = this.#options;
    const rate = (quota * share) / sharers / 1_000;
    const most = Math.max(1, rate * 1_000);
    const at = now();
    const bucket = this.#buckets.get(operation) ?? { tokens: most, at };
    const tokens = Math.min(most, bucket.tokens + (at - bucket.at) * rate) - 1;
    const waitMs = tokens >= 0 ? 0 : -tokens / rate;
    if (waitMs > patienceMs) throw new PaceExceeded(operation);
    this.#buckets.set(operation, { tokens, at });
    return Math.ceil(waitMs);
  }
}

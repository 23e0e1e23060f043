import type { Clock } from '../clock.ts';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-key-terms.html */
const INTERVAL_MS = 5 * 60_000;

/** The deduplication IDs of the last five minutes; they are kept when their messages have been received and deleted. */
export class Deduplication {
  readonly #clock: Clock;
  readonly #taken = new Map<string, { readonly messageId: string; readonly until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The ID of the message that had this deduplication ID already; undefined where this is the first. */
  take(deduplicationId: string, messageId: string): string | undefined {
    const now = this.#clock();
    for (const [id, { until }] of this.#taken) {
      // They stand in the order in which they were taken.
      if (until > now) break;
      this.#taken.delete(id);
    }
    const known = this.#taken.get(deduplicationId);
    if (known === undefined) this.#taken.set(deduplicationId, { messageId, until: now + INTERVAL_MS });
    return known?.messageId;
  }
}

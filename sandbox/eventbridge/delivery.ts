import type { Faults } from '../faults.ts';
import type { CloudTrailRecord } from './bus.ts';

/**
 * The way of a record to the bus: best effort, as AWS says of KMS and CloudTrail events. Without faults each
 * arrives once and in order.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-kms.html
 */
export class Delivery {
  readonly #faults: Faults;
  readonly #put: (record: CloudTrailRecord) => unknown;
  #held: CloudTrailRecord[] = [];

  constructor(faults: Faults, put: (record: CloudTrailRecord) => unknown) {
    this.#faults = faults;
    this.#put = put;
  }

  send(record: CloudTrailRecord): void {
    if (this.#faults.takeEvent('drop')) return;
    if (this.#faults.takeEvent('reorder')) {
      this.#held.push(record);
      if (this.#faults.settings.events.reorder === 0) this.flush();
      return;
    }
    this.#put(record);
    if (this.#faults.takeEvent('duplicate')) this.#put(record);
  }

  /** Delivers what is held back, last first. */
  flush(): void {
    for (const record of this.#held.splice(0).reverse()) this.#put(record);
  }
}

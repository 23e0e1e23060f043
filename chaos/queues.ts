import { Queue, type ReceivedMessage } from '../sandbox/sqs/queue.ts';
import { type FunctionSettings, settings } from './functions.ts';
import type { Scheduler } from './scheduler.ts';

/** Ends the invocation of a batch: with the receipts of what was dealt with, which is deleted. */
export type Done = (dealtWith: readonly string[]) => void;

/**
 * A function's queue with the function behind it: batches go to as many runs at once as are allowed. What was not dealt
 * with is seen again when its visibility timeout ends, and in the end lies in the dead-letter queue.
 */
export class FunctionQueue {
  readonly settings: FunctionSettings;
  readonly #queue: Queue;
  readonly #dead: Queue;
  readonly #scheduler: Scheduler;
  readonly #start: (batch: readonly ReceivedMessage[], done: Done) => void;
  #running = 0;

  constructor(
    of: FunctionSettings,
    scheduler: Scheduler,
    random: (length: number) => Uint8Array,
    start: (batch: readonly ReceivedMessage[], done: Done) => void,
  ) {
    this.settings = of;
    this.#scheduler = scheduler;
    this.#start = start;
    const { visibilityTimeoutSeconds, maxReceiveCount } = settings;
    const common = { clock: scheduler.now, random, visibilityTimeoutSeconds };
    this.#dead = new Queue({ ...common, name: `${of.queue} (dead)`, arn: '' });
    this.#queue = new Queue({
      ...common,
      name: of.queue,
      arn: '',
      redrive: { queue: this.#dead, maxReceiveCount },
    });
  }

  send(body: string): void {
    this.#queue.send(body);
    this.#scheduler.after(0, () => this.#poll());
  }

  get deadLetters(): readonly string[] {
    return this.#dead.bodies;
  }

  #poll(): void {
    while (this.#running < settings.maximumConcurrency) {
      const batch = this.#queue.receive(settings.batchSize);
      if (batch.length === 0) return;
      this.#running += 1;
      // A little later than the timeout, so that it has ended.
      this.#scheduler.after(settings.visibilityTimeoutSeconds * 1_000 + 1, () => this.#poll());
      this.#start(batch, (dealtWith) => {
        this.#running -= 1;
        for (const receipt of dealtWith) this.#queue.delete(receipt);
        this.#poll();
      });
    }
  }
}

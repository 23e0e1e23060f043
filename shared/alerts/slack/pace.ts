/** What is brought up to date costs a call of a method that takes fifty a minute. */
const updateWeight = 1.25;

/**
 * Keeps messages to Slack apart: it takes one a second, over all conversations to be safe, and a short burst beyond that.
 *
 * @see https://docs.slack.dev/apis/web-api/rate-limits
 */
export class SlackPace {
  readonly #ms: number;
  readonly #now: () => number;
  readonly #pause: (ms: number) => Promise<void>;
  #freeAt = Number.NEGATIVE_INFINITY;
  #turns: Promise<void> = Promise.resolve();

  /** @param ms between two messages. */
  constructor(ms: number, now: () => number, pause: (ms: number) => Promise<void>) {
    this.#ms = ms;
    this.#now = now;
    this.#pause = pause;
  }

  /**
   * Resolves when the next message may be sent: those who ask at once get their turns one after the other.
   *
   * @param updates whether an earlier message is brought up to date with it
   */
  turn(updates: boolean): Promise<void> {
    this.#turns = this.#turns.then(async () => {
      await this.rest();
      this.#freeAt = this.#now() + this.#ms * (updates ? updateWeight : 1);
    });
    return this.#turns;
  }

  /** Resolves when so much time has passed since the last message: whoever sends the next then needs not know of it. */
  async rest(): Promise<void> {
    const wait = this.#freeAt - this.#now();
    if (wait > 0) await this.#pause(wait);
  }
}

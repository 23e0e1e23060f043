import type { Mishap } from './chronicle.ts';
import type { Random } from './random.ts';
import type { Scheduler } from './scheduler.ts';
import { type Fate, fateOf, type Weather } from './weather.ts';

/** An error as the SDK throws it: its name is the service's code. */
export class AwsError extends Error {
  constructor(code: string, message = 'A fault of the weather.') {
    super(message);
    this.name = code;
  }
}

export type Surroundings = {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly weather: Weather;
  readonly mishap: (mishap: Mishap) => void;
};

/** So long the SDK waits for an answer. See `requestTimeout` in shared/aws/settings.ts. */
const patienceMs = 3_000;

/**
 * One run of a function. Every call it makes to AWS passes through here: it takes effect some time after it was made, and
 * is answered some time after that. When the run dies, none of its calls is answered any more; one on its way may still
 * take effect.
 */
export class Invocation {
  readonly id: string;
  /** How far its clock is off, in milliseconds. */
  readonly #skew: number;
  readonly #around: Surroundings;
  readonly #onDeath: () => void;
  #alive = true;
  /** The change it is at work on, and the thing. */
  handling: { readonly changeId: string; readonly key: string | undefined } = {
    changeId: '',
    key: undefined,
  };
  readonly #looks = new Map<string, number>();
  readonly #abandoned: (() => void)[] = [];

  constructor(id: string, around: Surroundings, onDeath: () => void) {
    this.id = id;
    this.#around = around;
    this.#onDeath = onDeath;
    this.#skew = around.random.between(-around.weather.skewMs, around.weather.skewMs);
  }

  get alive(): boolean {
    return this.#alive;
  }

  readonly now = (): number => this.#around.scheduler.now() + this.#skew;

  readonly pause = (ms: number): Promise<void> =>
    new Promise((resolve) => this.#around.scheduler.after(ms, () => this.#alive && resolve()));

  /** Notes that it has read this. */
  looks(read: string): void {
    this.#looks.set(read, this.#around.scheduler.now());
  }

  /** When the oldest part of what it last read of a key was read, in true time. */
  get lookedAt(): number {
    return Math.min(...this.#looks.values());
  }

  /** Ends it as it stands. */
  die(kind: 'crash' | 'timeout'): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#note(kind);
    for (const abandon of this.#abandoned) abandon();
    this.#onDeath();
  }

  /**
   * The same for a call that somebody waits for with a limit of real time: where the run dies, it is let go, and comes to
   * nothing, as its next call is never carried out.
   */
  callInTime<T>(carryOut: () => T | Promise<T>): Promise<T> {
    const dead = new Promise<never>((_, reject) => {
      this.#abandoned.push(() => reject(new AwsError('Abandoned')));
    });
    dead.catch(() => {});
    return Promise.race([this.call(carryOut), dead]);
  }

  /** It has done its work, or failed by itself. */
  end(): void {
    this.#alive = false;
  }

  /**
   * Makes a call.
   *
   * @param carryOut what the call does; `resent` the second time, where the SDK sends it again
   */
  call<T>(carryOut: (resent: boolean) => T | Promise<T>, throttled = 'ThrottlingException'): Promise<T> {
    const { scheduler, weather, random } = this.#around;
    const fate = fateOf(weather, random);
    return new Promise<T>((resolve, reject) => {
      if (!this.#alive) return;
      if (fate.kind === 'crash-before') {
        this.die('crash');
        return;
      }
      const answer = (ms: number, act: () => void) => scheduler.after(ms, () => this.#alive && act());
      scheduler.after(fate.outMs, () => {
        if (!this.#alive && !fate.survives) return;
        if (fate.kind === 'refused') {
          this.#note('error');
          answer(fate.backMs, () => reject(new AwsError(throttled)));
          return;
        }
        const first = outcomeOf(() => carryOut(false));
        this.#answer(fate, first, () => outcomeOf(() => carryOut(true)), answer, resolve, reject);
      });
    });
  }

  #answer<T>(
    fate: Fate,
    first: Promise<T>,
    again: () => Promise<T>,
    answer: (ms: number, act: () => void) => void,
    resolve: (value: T | Promise<T>) => void,
    reject: (error: unknown) => void,
  ): void {
    switch (fate.kind) {
      case 'crash-after':
        this.die('crash');
        return;
      case 'lost':
        this.#note('lost-answer');
        answer(patienceMs, () => reject(new AwsError('TimeoutError')));
        return;
      case 'resent':
        this.#note('lost-answer');
        // A call that was sent again takes effect even where its caller has died meanwhile, or not at all.
        this.#around.scheduler.after(patienceMs, () => {
          if (!this.#alive) return;
          const second = again();
          answer(fate.backMs, () => resolve(second));
        });
        return;
      default:
        answer(fate.backMs, () => resolve(first));
    }
  }

  #note(kind: Mishap['kind']): void {
    this.#around.mishap({
      at: this.#around.scheduler.now(),
      invocation: this.id,
      key: this.handling.key,
      kind,
    });
  }
}

/** An answer that nobody waits for any more is no unhandled rejection. */
function outcomeOf<T>(work: () => T | Promise<T>): Promise<T> {
  const outcome = new Promise<T>((resolve) => resolve(work()));
  outcome.catch(() => {});
  return outcome;
}

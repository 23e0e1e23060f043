import { Pace } from '../shared/aws/pace.ts';
import { settings } from './functions.ts';
import type { Invocation } from './invocation.ts';

/** The paces of one function's containers. A container keeps its own from one invocation to the next. */
export class Paces {
  readonly #now: () => number;
  readonly #pause: (ms: number) => Promise<void>;
  readonly #containers: { readonly pace: Pace; user: Invocation | undefined }[] = [];

  constructor(now: () => number, pause: (ms: number) => Promise<void>) {
    this.#now = now;
    this.#pause = pause;
  }

  /** That of a container that is free, or of a new one. */
  of(invocation: Invocation): Pace {
    const free = this.#containers.find(({ user }) => user === undefined || !user.alive);
    if (free) {
      free.user = invocation;
      return free.pace;
    }
    const pace = new Pace({ sharers: settings.maximumConcurrency, now: this.#now, pause: this.#pause });
    this.#containers.push({ pace, user: invocation });
    return pace;
  }
}

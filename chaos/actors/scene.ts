import type { Write } from '../chronicle.ts';
import type { Random } from '../random.ts';
import type { Scheduler } from '../scheduler.ts';
import type { Actor } from '../standard.ts';
import type { World } from '../world.ts';

/** Where an actor acts: one key, for a time. */
export type Scene = {
  readonly world: World;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly key: string;
  /** Milliseconds from now in which the actors begin something. */
  readonly spanMs: number;
  /** Has somebody told of each change to the key. */
  readonly whenWritten: (react: (write: Write) => void) => void;
};

/** Puts a policy, as one of the cast. */
export function put({ world, key }: Scene, by: Actor, policy: string): boolean {
  return world.act(by, 'PutKeyPolicy', { KeyId: key, PolicyName: 'default', Policy: policy });
}

/** Does something at some time of the scene. */
export function sometime({ scheduler, random, spanMs }: Scene, act: () => void): void {
  scheduler.after(random.between(0, spanMs), act);
}

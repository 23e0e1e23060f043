import type { Caller } from '../caller.ts';
import type { Json } from './input.ts';
import type { TrailStore } from './store.ts';

/** What an operation works with. */
export type Scene = {
  readonly store: TrailStore;
  readonly caller: Caller;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** One CloudTrail operation; those that mutate are recorded. */
export type Operation = {
  readonly mutates: boolean;
  readonly run: (input: Json, scene: Scene) => Json;
};

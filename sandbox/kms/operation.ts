import type { Caller } from '../caller.ts';
import type { Json } from './input.ts';
import type { Key } from './key.ts';
import type { Store } from './store.ts';

/** What an operation works with. */
export type Scene = {
  readonly store: Store;
  readonly caller: Caller;
  readonly region: string;
  readonly now: number;
  readonly newId: () => string;
  /** ARNs of roles and users that no longer exist. */
  readonly deletedPrincipals: ReadonlySet<string>;
};

/**
 * One KMS operation. On a key (`on` names its input member): the key is found, the caller's permission and
 * the key's state are checked before `run`. Otherwise IAM alone decides, and callers count as allowed.
 */
export type Operation =
  | {
      readonly on: string;
      readonly mutates: boolean;
      readonly run: (key: Key, input: Json, scene: Scene) => Json;
    }
  | { readonly on?: undefined; readonly mutates: boolean; readonly run: (input: Json, scene: Scene) => Made };

/** An answer, and the key that it made or is about, for the record. */
export type Made = { readonly output: Json; readonly key?: Key };

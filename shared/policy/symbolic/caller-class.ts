import type { Context } from '../policy.ts';
import type { Caller } from '../principal-keys.ts';

/** Callers that two policies treat alike, by one of them. */
export type CallerClass = {
  readonly caller: Caller;
  /** Whether the policies name this very caller, or its role; else it stands for many. */
  readonly named: boolean;
  /** Whether its own name is named, so that no pattern can divide the class. */
  readonly exact: boolean;
  /** Whether the policies name its account. */
  readonly knownAccount: boolean;
  /** What a request needs beside the principal to say the same: the path of a session's role. */
  readonly context: Context;
};

export const NO_CONTEXT: Context = {};

/** `App` of `team/App`. */
export const lastPartOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

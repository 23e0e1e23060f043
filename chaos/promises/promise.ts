import type { Chronicle } from '../chronicle.ts';

/** A promise of the guardian, and how a history is searched for where it was broken. */
export type Promised = {
  readonly name: string;
  /** What is promised, in a sentence. */
  readonly promise: string;
  /** Where it was broken, a line each; none where it was kept. Pure. */
  readonly broken: (chronicle: Chronicle) => readonly string[];
};

/** The time of day of a history, for people. */
export const timeOf = (at: number): string => new Date(at).toISOString().slice(11, 23);

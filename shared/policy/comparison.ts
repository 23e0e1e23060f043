import type { Level, StatementReference } from './policy.ts';

/** How a candidate policy's access relates to a baseline's. `unknown` counts as wider. */
export type Relation = 'equivalent' | 'narrower' | 'wider' | 'incomparable' | 'unknown';

/** Access that rose or fell, with one concrete request (the witness) for which it did. */
export type AccessChange = {
  readonly principal: string;
  readonly action: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly from: Level;
  readonly to: Level;
  /** The candidate's statements that give what was gained; the baseline's that gave what was lost. */
  readonly statements: readonly StatementReference[];
  /** In words: "role/Admin in account 444455556666 may Decrypt". */
  readonly text: string;
};

/** What could not be decided, and which of the candidate's statements it is about. */
export type Undecided = { readonly reason: string; readonly statements: readonly StatementReference[] };

/** The difference in meaning between two policies of one key. */
export type Comparison = {
  readonly relation: Relation;
  readonly gained: readonly AccessChange[];
  readonly lost: readonly AccessChange[];
  readonly unknown: readonly Undecided[];
};

import type { Severity } from '../rules/rule.ts';
import type { AlertLine } from './alert-line.ts';
import type { Outcome } from './decision.ts';

/** What the alerts of a mass event have in common; `*` where they are of every operation and by anybody. */
export type MassKind = {
  readonly operation: string;
  /** Who did it: an ARN where there is one. */
  readonly actor: string;
  readonly account: string;
  readonly region: string;
};

/** The alerts of one kind that came lately, and the mass event that they are, while they are one. */
export type MassEvent = {
  /** The same for the same kind; it says nothing by itself. */
  readonly key: string;
  readonly kind: MassKind;
  /** The newest, as many as are needed to see a mass, and to know one that comes again. */
  readonly recent: readonly RecentAlert[];
  /** Of those of late, or of the mass event, the worst first: ten at most. */
  readonly worst: readonly AlertLine[];
  /** Present while it is a mass event. */
  readonly open?: OpenMassEvent;
};

/** `at`, when the change was made, in milliseconds since 1970; `ref` tells alerts apart. */
export type RecentAlert = { readonly ref: string; readonly at: number; readonly outcome: Outcome };

export type OpenMassEvent = {
  /** The times of the first change and the last: ISO 8601, UTC. */
  readonly since: string;
  readonly until: string;
  readonly count: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** The channels that its alerts were for; absent where they are for every one. */
  readonly to?: readonly string[];
  /** What each channel, by its name, was last told. */
  readonly told: Readonly<Record<string, MassTold>>;
};

export type MassTold = {
  readonly count: number;
  readonly severity: Severity;
  /** That something in it could not be put right; absent where all was. */
  readonly unresolved?: true;
  /** In milliseconds since 1970. */
  readonly at: number;
  /** Where it stands, if the channel can come back to it. */
  readonly posted?: Readonly<Record<string, string>>;
};

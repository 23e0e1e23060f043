import type { Severity } from '../rules/rule.ts';

/** What is done about findings: kept in the ledger, told, or told and put right. */
export type Mode = 'observe' | 'alert' | 'remediate';

/**
 * Names principals. A full ARN, without wildcards, names just that one; `role/NAME` or `user/NAME` is a
 * principal of the key's own account, where `*` and `?` match within the path and name (`*` also over `/`).
 */
export type PrincipalPattern = string;

/** Separation of duties: who is what to a key. */
export type Roles = {
  readonly administrators: readonly PrincipalPattern[];
  readonly owners: readonly PrincipalPattern[];
  readonly users: readonly PrincipalPattern[];
  readonly guardian: readonly PrincipalPattern[];
  readonly pipelines: readonly PrincipalPattern[];
};

/** What the standard asks of the keys of one class. Compiled: nothing is left to a default. */
export type Governance = {
  readonly mode: Mode;
  readonly roles: Roles;
  readonly policy: {
    /** A compliant change by a person that takes access away. */
    readonly narrower: 'alert' | 'adopt';
    /** A compliant change by a person that gives access. */
    readonly wider: 'revert' | 'ask';
  };
  readonly rotation: { readonly enabled: boolean; readonly periodInDays: number };
  readonly deletion: {
    readonly allowedTo: readonly PrincipalPattern[];
    readonly minimumWindowInDays: number;
  };
  readonly rules: Readonly<Record<string, { readonly mode?: Mode; readonly severity?: Severity }>>;
};

/**
 * Which keys a class is about. Every part that is given must match; within a part, any entry. Tag values and
 * aliases may use `*` and `?`.
 */
export type KeyMatch = {
  /** Tag key to the values that match; `*` matches any value, but the tag must be there. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
  readonly aliases?: readonly string[];
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
};

export type KeyClass = { readonly name: string; readonly match: KeyMatch; readonly governance: Governance };

/**
 * A team's governance standard, compiled: what the Lambdas load. A key belongs to the first class that
 * matches it, otherwise to the class called `default`.
 */
export type Standard = {
  readonly version: 1;
  readonly defaults: Governance;
  readonly classes: readonly KeyClass[];
};

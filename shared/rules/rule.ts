import type { Change } from '../events/change.ts';
import type { History, Respected } from '../ledger/history.ts';
import type { Approved, Baseline } from '../ledger/ledger.ts';
import type { Exemption, Governance } from '../standard/standard.ts';
import type { Scope, Snapshots } from './scope.ts';

/** How bad a finding is, worst first. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** Which part of the governance model a rule belongs to. */
export type Area = 'creation' | 'policy' | 'deletion' | 'grants' | 'labels' | 'monitoring' | 'perimeter';

/** What would put a finding right; the plan decides whether and how. */
export type Remedy =
  | 'revert-policy'
  | 'cancel-deletion'
  | 'enable-key'
  /** What cannot be made right is contained: nobody can use it until a person has looked. */
  | 'disable-key'
  | 'enable-rotation'
  | 'revoke-grant'
  | 'restore-alias'
  | 'restore-tags'
  | 'connect-key-store'
  | 'restore-endpoint-policy'
  | 'restart-logging';

/** What a rule found. */
export type Finding = {
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence: what is wrong with this key. */
  readonly message: string;
  /** The facts behind it, a line each: principals, actions, dates. */
  readonly evidence: readonly string[];
  /** What a person would do about it. */
  readonly fix: string;
  /** The statements at fault, counted from 0 in the live policy. */
  readonly statements: readonly number[];
  readonly remedy?: Remedy;
  /** The decision of a person by which it stands: it is told, and not put right. */
  readonly respected?: Respected;
  /** The guardian itself brought it about: it is put right even where its own event shows it. */
  readonly ownDoing?: true;
  /** The exemption that excuses it: it is told, and not put right. */
  readonly exemption?: Exemption;
};

/** What a rule looks at. `change` is absent in a sweep, `baseline` where none is known. */
export type Subject<S extends Scope = 'key'> = {
  readonly snapshot: Snapshots[S];
  readonly baseline?: Baseline<S>;
  readonly change?: Change;
  readonly governance: Governance;
  /** What the guardian has done to it; absent outside the guard. */
  readonly history?: History;
  /** When this is judged, in milliseconds since the epoch; absent where no time of day is known. */
  readonly at?: number;
};

/** The function whose role may put a rule's findings right, and which judges it. */
export type Duty = 'policy' | 'lifecycle' | 'rotation' | 'grants' | 'labels' | 'perimeter' | 'every';

/** Controls that others publish and that a rule serves, by their IDs. */
export type Controls = {
  readonly controlTower?: readonly string[];
  readonly securityHub?: readonly string[];
  readonly cis?: readonly string[];
  readonly nist?: readonly string[];
};

/**
 * A pure check of one kind of thing: a key, where no other `scope` is said. `check` says only what is specific; the rest
 * of the finding comes from the rule.
 */
export type Rule<S extends Scope = 'key'> = {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly area: Area;
  /** A list where several functions' changes bring it about. */
  readonly duty: Duty | readonly Duty[];
  readonly rationale: string;
  readonly fix: string;
  readonly controls: Controls;
  check(subject: Subject<S>): readonly Violation[];
} & (S extends 'key' ? { readonly scope?: 'key' } : { readonly scope: S });

/** A rule of whichever scope. */
export type AnyRule = { readonly [S in Scope]: Rule<S> }[Scope];

/** The specific part of a finding. */
export type Violation = Pick<Finding, 'message'> &
  Partial<Pick<Finding, 'evidence' | 'statements' | 'remedy' | 'fix' | 'severity' | 'ownDoing'>>;

/**
 * A key that a rule is right to find, or not to. `standard` is YAML of what `defaults` says; what is left out is as in a
 * key that keeps to every rule.
 */
export type Example<S extends Scope = 'key'> = {
  /** A sentence. */
  readonly name: string;
  readonly standard?: string;
  /** The statements of the key policy. */
  readonly statements?: readonly object[];
  readonly snapshot?: Partial<Snapshots[S]>;
  /** The approved policy's statements. */
  readonly approved?: readonly object[];
  /** What else was approved; `none` where nothing is. */
  readonly baseline?: Partial<Approved[S]> | 'none';
  /** What the guardian has done to it. */
  readonly history?: History;
  /** Who changed the key, by an operation whose details are these; for PutKeyPolicy the policy is the key's. */
  readonly change?: {
    readonly operation: string;
    readonly by: string;
    /** The key that the event names, where that is not the thing itself. */
    readonly key?: string;
    /** The AWS service that made the call in their name. */
    readonly through?: string;
    readonly details?: object;
  };
};

/** Examples of a rule: tests, and what its page shows. */
export type Examples<S extends Scope = 'key'> = {
  readonly wrong: readonly Example<S>[];
  readonly right: readonly Example<S>[];
};

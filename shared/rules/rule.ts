import type { Change } from '../events/change.ts';
import type { KeySnapshot } from '../keys/snapshot.ts';
import type { Baseline } from '../ledger/ledger.ts';
import type { Governance } from '../standard/standard.ts';

/** How bad a finding is, worst first. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** Which part of the governance model a rule belongs to. */
export type Area = 'creation' | 'policy' | 'deletion' | 'grants' | 'labels' | 'monitoring' | 'perimeter';

/** What would put a finding right; the plan decides whether and how. */
export type Remedy = 'revert-policy' | 'cancel-deletion' | 'enable-key' | 'enable-rotation';

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
};

/** What a rule looks at. `change` is absent in a sweep, `baseline` where none is known. */
export type Subject = {
  readonly snapshot: KeySnapshot;
  readonly baseline?: Baseline;
  readonly change?: Change;
  readonly governance: Governance;
};

/** The function whose role may put a rule's findings right, and which judges it. */
export type Duty = 'policy' | 'lifecycle' | 'rotation';

/** Controls that others publish and that a rule serves, by their IDs. */
export type Controls = {
  readonly controlTower?: readonly string[];
  readonly securityHub?: readonly string[];
  readonly cis?: readonly string[];
  readonly nist?: readonly string[];
};

/** A pure check. `check` says only what is specific; the rest of the finding comes from the rule. */
export type Rule = {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly area: Area;
  readonly duty: Duty;
  readonly rationale: string;
  readonly fix: string;
  readonly controls: Controls;
  readonly check: (subject: Subject) => readonly Violation[];
};

/** The specific part of a finding. */
export type Violation = Pick<Finding, 'message'> &
  Partial<Pick<Finding, 'evidence' | 'statements' | 'remedy' | 'fix'>>;

/**
 * A key that a rule is right to find, or not to. `standard` is YAML of what `defaults` says; what is left out is as in a
 * key that keeps to every rule.
 */
export type Example = {
  /** A sentence. */
  readonly name: string;
  readonly standard?: string;
  /** The statements of the key policy. */
  readonly statements?: readonly object[];
  readonly snapshot?: Partial<Subject['snapshot']>;
  /** The approved policy's statements. */
  readonly approved?: readonly object[];
  /** Who changed the key, by an operation whose details are these; for PutKeyPolicy the policy is the key's. */
  readonly change?: { readonly operation: string; readonly by: string; readonly details?: object };
};

/** Examples of a rule: tests, and what its page shows. */
export type Examples = { readonly wrong: readonly Example[]; readonly right: readonly Example[] };

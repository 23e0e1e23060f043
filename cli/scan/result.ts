import type { KeyState } from '../../shared/keys/snapshot.ts';
import { type Finding, type Severity, severities } from '../../shared/rules/rule.ts';

/** A customer-managed key that was read and judged. */
export type ScannedKey = {
  readonly arn: string;
  readonly keyId: string;
  readonly account: string;
  readonly region: string;
  readonly state: KeyState;
  readonly aliases: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly keyClass: string;
  /** Worst first. */
  readonly findings: readonly Finding[];
  /** Why not all of it could be read, and so not all of it judged. */
  readonly gap?: string;
};

/** A key, or where no ARN is named, all or some keys of a Region, that could not be read. */
export type Unread = { readonly arn?: string; readonly region: string; readonly why: string };

/** What a scan came to. */
export type Scan = {
  readonly regions: readonly string[];
  /** Worst first. */
  readonly keys: readonly ScannedKey[];
  readonly unread: readonly Unread[];
  /** The ARNs of the keys that nobody looked at: the scan was interrupted. */
  readonly left: readonly string[];
  /** How many keys are AWS managed: nobody can govern them. */
  readonly awsManaged: number;
  /** How many keys are of another class than the one that was asked for. */
  readonly otherClasses: number;
};

/** The numbers of a scan. */
export type Totals = {
  /** Those that were judged. */
  readonly keys: number;
  readonly compliant: number;
  /** Keys, by the worst that was found of each. */
  readonly worst: Readonly<Record<Severity, number>>;
  readonly findings: number;
  readonly unread: number;
  readonly left: number;
  readonly awsManaged: number;
  readonly otherClasses: number;
};

/** All that could not be read, keys of which a part could not among them. */
export function allUnread({ keys, unread }: Scan): readonly Unread[] {
  return [
    ...unread,
    ...keys.flatMap(({ arn, region, gap }) => (gap === undefined ? [] : [{ arn, region, why: gap }])),
  ];
}

/** Counts. A key of which a part could not be read is never compliant. */
export function totalsOf(scan: Scan): Totals {
  const { keys, left, awsManaged, otherClasses } = scan;
  const withWorst = (severity: Severity) => keys.filter((key) => worstOf(key) === severity).length;
  return {
    keys: keys.length,
    compliant: keys.filter(isCompliant).length,
    worst: {
      critical: withWorst('critical'),
      high: withWorst('high'),
      medium: withWorst('medium'),
      low: withWorst('low'),
    },
    findings: keys.reduce((sum, { findings }) => sum + findings.length, 0),
    unread: allUnread(scan).length,
    left: left.length,
    awsManaged,
    otherClasses,
  };
}

export const isCompliant = ({ findings, gap }: ScannedKey): boolean =>
  findings.length === 0 && gap === undefined;

/** The worst severity found of a key; undefined where nothing was. */
export const worstOf = ({ findings }: ScannedKey): Severity | undefined => findings[0]?.severity;

/** Whether every key was looked at, and read to the end. */
export const isComplete = (scan: Scan): boolean => scan.left.length === 0 && allUnread(scan).length === 0;

/** Nothing wrong; or something found, or not seen. */
export const exitCode = (scan: Scan): 0 | 1 =>
  isComplete(scan) && scan.keys.every(({ findings }) => findings.length === 0) ? 0 : 1;

/** What a person calls the key: its first alias, or its ID. */
export function nameOf({ aliases, keyId }: Pick<ScannedKey, 'aliases' | 'keyId'>): string {
  const [first = keyId, ...others] = aliases;
  return others.length === 0 ? first : `${first} (+${others.length})`;
}

/** The rules that a key breaks, each once, the worst first. */
export const rulesOf = ({ findings }: ScannedKey): readonly string[] => [
  ...new Set(findings.map(({ rule }) => rule)),
];

/** The order in which keys are shown: worst first, those that were not read whole before compliant ones. */
export function inOrder(keys: readonly ScannedKey[]): readonly ScannedKey[] {
  const rank = (key: ScannedKey) => {
    const worst = worstOf(key);
    if (worst !== undefined) return severities.indexOf(worst);
    return severities.length + (key.gap === undefined ? 1 : 0);
  };
  const named = (key: ScannedKey) => `${key.region} ${nameOf(key)} ${key.arn}`;
  return [...keys].sort((a, b) => rank(a) - rank(b) || (named(a) < named(b) ? -1 : 1));
}

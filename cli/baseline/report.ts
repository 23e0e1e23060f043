import { describeActor } from '../../shared/events/describe-actor.ts';
import type { Approval } from '../../shared/ledger/ledger.ts';
import type { Finding } from '../../shared/rules/rule.ts';

/** A baseline in one line: which version, since when, by whom, why. */
export const lineOf = ({ version, adoptedAt, by, why }: Approval): string =>
  `version ${version}  ${adoptedAt}  by ${describeActor(by)}: ${why}`;

/** What a baseline approves; a policy as it is, the rest a line each. */
export function contentOf(baseline: Approval): string {
  const { arn, version, adoptedAt, changeId, by, why, ...approved } = baseline;
  const lines = Object.entries(approved).map(([name, value]) => `${name}: ${valueText(value)}`);
  return [
    `${arn}`,
    lineOf({ arn, version, adoptedAt, changeId, by, why }),
    `change ${changeId}`,
    ...lines,
  ].join('\n');
}

function valueText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}

export const findingText = ({ severity, rule, message, fix }: Finding): string =>
  `${severity} ${rule}: ${message}\n  ${fix}`;

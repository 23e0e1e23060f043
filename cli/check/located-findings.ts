import { allRules } from '../../shared/rules/all.ts';
import { deletionWindow } from '../../shared/rules/deletion-window.ts';
import { judge } from '../../shared/rules/judge.ts';
import type { Finding } from '../../shared/rules/rule.ts';
import type { Assumed } from './assumed-key.ts';
import type { Attributes, Candidate, PolicyText } from './candidate.ts';
import type { Located } from './report.ts';

/** What the rules of an area find that need no more than a policy, or what a key is. */
export function findingsOf(
  area: 'policy' | 'creation',
  { snapshot, governance }: Assumed,
): readonly Finding[] {
  const rules = allRules.filter((rule) => rule.area === area);
  return judge(rules, { snapshot, governance });
}

/** A statement that is shown and in no file wants an explanation. */
export function noting(finding: Finding, policy: PolicyText | undefined): Finding {
  if (policy?.byDefault !== true) return finding;
  return {
    ...finding,
    evidence: [...finding.evidence, 'no key policy is written, so KMS takes its default'],
  };
}

/** What the rule on deletions would say, were the key removed from the file: its window is written there. */
export function windowFindings(
  { window }: Attributes,
  { snapshot, governance }: Assumed,
): readonly Finding[] {
  if (window === undefined) return [];
  const { account, region, arn, keyId } = snapshot;
  const found = judge([deletionWindow], {
    snapshot: { ...snapshot, state: 'PendingDeletion' },
    governance,
    change: {
      id: 'removal',
      service: 'kms',
      actor: { kind: 'unknown' },
      at: '',
      account,
      region,
      key: { arn, keyId, account, region },
      operation: 'ScheduleKeyDeletion',
      details: { pendingWindowInDays: window.days },
    },
  });
  return found.map((finding) => ({
    ...finding,
    evidence: [`${window.name} is ${window.days}`],
    fix: `Set ${window.name} to ${governance.deletion.minimumWindowInDays} or more.`,
  }));
}

/** Says where in the file a finding is, and shows its statements. */
export function locate(
  finding: Finding,
  where: Pick<Located, 'file' | 'resource'>,
  { policy, attributes, line }: Candidate,
): Located {
  const shown = finding.statements.map((index) => {
    const value: unknown = JSON.parse(policy?.text ?? '{}');
    const statements: readonly unknown[] = [Object(value).Statement].flat();
    return {
      json: JSON.stringify(statements[index], null, 2),
      ...place(policy?.line(['Statement', index])),
    };
  });
  const own = finding.rule === deletionWindow.id ? attributes?.window?.line : shown[0]?.line;
  return { ...finding, ...where, ...place(own ?? line), shown };
}

/** A line, where one is known. */
export const place = (line: number | undefined) => (line === undefined ? {} : { line });

import { allRules } from '../shared/rules/all.ts';
import type { AnyRule, Area, Finding, Severity } from '../shared/rules/rule.ts';

/**
 * A SARIF 2.1.0 log of one run, for GitHub code scanning and other readers.
 *
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function sarifLog(run: object): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'kms-guardian', rules: allRules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        ...run,
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

/** What SARIF says of a finding, wherever it is. */
export function sarifResult({ rule, severity, message, evidence, fix }: Finding) {
  return {
    ruleId: rule,
    ruleIndex: allRules.findIndex(({ id }) => id === rule),
    level: levels[severity],
    message: { text: [message, ...evidence.map((line) => `- ${line}`), `Fix: ${fix}`].join('\n') },
  };
}

const levels: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** GitHub tells critical (over 9.0), high (7.0), medium (4.0) and low apart by these. */
const scores: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
};

const guide = 'https://docs.aws.amazon.com/kms/latest/developerguide';

/** Where AWS explains what the rules of an area are about; the rules' own pages are wherever this repository is. */
const pages: Readonly<Record<Area, string>> = {
  creation: `${guide}/create-keys.html`,
  policy: `${guide}/key-policies.html`,
  grants: `${guide}/grants.html`,
  deletion: `${guide}/deleting-keys.html`,
  labels: `${guide}/kms-alias.html`,
  monitoring: `${guide}/logging-using-cloudtrail.html`,
  perimeter: `${guide}/kms-vpc-endpoint.html`,
};

function descriptor({ id, title, rationale, fix, severity, area }: AnyRule): object {
  return {
    id,
    name: id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: rationale },
    help: { text: `${rationale}\n\nHow to fix: ${fix}`, markdown: `${rationale}\n\n**How to fix:** ${fix}` },
    helpUri: pages[area],
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ['security', area], precision: 'very-high', 'security-severity': scores[severity] },
  };
}

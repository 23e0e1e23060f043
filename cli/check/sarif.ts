import { createHash } from 'node:crypto';
import { relative, sep } from 'node:path';
import { allRules } from '../../shared/rules/all.ts';
import type { AnyRule, Area, Severity } from '../../shared/rules/rule.ts';
import { type Located, type Report, type Unjudged, unjudgedText } from './report.ts';

/**
 * SARIF 2.1.0, for GitHub code scanning and other readers.
 *
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function sarif({ findings, unjudged }: Report): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'kms-guardian', rules: allRules.map(descriptor) } },
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder in which it was run.' } } },
        invocations: [
          {
            executionSuccessful: unjudged.length === 0,
            toolExecutionNotifications: unjudged.map((each) => ({
              level: 'error',
              message: { text: unjudgedText(each) },
              locations: [location(each)],
            })),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: withFingerprints(findings),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
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

/** What stays the same when lines move tells an alert from a new one; alike alerts are counted. */
function withFingerprints(findings: readonly Located[]): readonly object[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, file, resource = '', message, evidence, shown, severity, fix } = finding;
    const parts = [rule, uriOf(file), resource, message, ...shown.map(({ json }) => json)];
    const hash = createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return {
      ruleId: rule,
      ruleIndex: allRules.findIndex(({ id }) => id === rule),
      level: levels[severity],
      message: { text: [message, ...evidence.map((line) => `- ${line}`), `Fix: ${fix}`].join('\n') },
      locations: [location(finding)],
      partialFingerprints: { primaryLocationLineHash: `${hash}:${count}` },
    };
  });
}

function location({ file, resource, line }: Pick<Unjudged, 'file' | 'resource' | 'line'>): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' },
      region: { startLine: line ?? 1 },
    },
    ...(resource === undefined
      ? {}
      : { logicalLocations: [{ fullyQualifiedName: resource, kind: 'resource' }] }),
  };
}

/** Relative to where the command runs, as code scanning wants it: from the top of the repository. */
function uriOf(file: string): string {
  if (file === '-') return 'stdin';
  return relative(process.cwd(), file).split(sep).map(encodeURIComponent).join('/');
}

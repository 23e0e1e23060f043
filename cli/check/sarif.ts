import { createHash } from 'node:crypto';
import { relative, sep } from 'node:path';
import { sarifLog, sarifResult } from '../sarif.ts';
import { type Located, type Report, type Unjudged, unjudgedText } from './report.ts';

/** The report as SARIF 2.1.0: each finding at its line. */
export function sarif({ findings, unjudged }: Report): string {
  return sarifLog({
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
    results: withFingerprints(findings),
  });
}

/** What stays the same when lines move tells an alert from a new one; alike alerts are counted. */
function withFingerprints(findings: readonly Located[]): readonly object[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, file, resource = '', message, shown } = finding;
    const parts = [rule, uriOf(file), resource, message, ...shown.map(({ json }) => json)];
    const hash = createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return {
      ...sarifResult(finding),
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

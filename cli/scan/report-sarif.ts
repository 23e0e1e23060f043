import { createHash } from 'node:crypto';
import { sarifLog, sarifResult } from '../sarif.ts';
import { allUnread, isComplete, nameOf, type Scan, type ScannedKey, type Unread } from './result.ts';

/** The scan as SARIF 2.1.0. There are no files: each finding is at a key, a logical location by its ARN. Pure. */
export function reportSarif(scan: Scan): string {
  return sarifLog({
    invocations: [
      {
        executionSuccessful: isComplete(scan),
        toolExecutionNotifications: [
          ...allUnread(scan).map(unreadNotification),
          ...(scan.left.length === 0 ? [] : [leftNotification(scan.left)]),
        ],
      },
    ],
    results: scan.keys.flatMap(resultsOf),
  });
}

function unreadNotification({ arn, region, why }: Unread): object {
  return {
    level: 'error',
    message: { text: `${arn ?? `Region ${region}`} could not be read: ${why}` },
    ...(arn === undefined ? {} : { locations: [location(arn)] }),
  };
}

function leftNotification(left: readonly string[]): object {
  return {
    level: 'error',
    message: { text: `The scan was interrupted: ${left.length} keys were not looked at.` },
    locations: left.map((arn) => location(arn)),
  };
}

/** A finding is the same in the next scan if rule, key and message are; alike ones are counted. */
function resultsOf(key: ScannedKey): readonly object[] {
  const seen = new Map<string, number>();
  return key.findings.map((finding) => {
    const parts = [finding.rule, key.arn, finding.message];
    const hash = createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return {
      ...sarifResult(finding),
      locations: [location(key.arn, nameOf(key))],
      partialFingerprints: { 'kmsGuardianFinding/v1': `${hash}:${count}` },
    };
  });
}

const location = (arn: string, name?: string) => ({
  logicalLocations: [{ fullyQualifiedName: arn, kind: 'resource', ...(name === undefined ? {} : { name }) }],
});

import { allUnread, isComplete, rulesOf, type Scan, totalsOf, worstOf } from './result.ts';

/**
 * What a program reads. `complete` is true where every key was looked at and read to the end; `left` are those that an
 * interruption left. Pure.
 */
export function reportJson(scan: Scan): string {
  const keys = scan.keys.map((key) => ({
    arn: key.arn,
    account: key.account,
    region: key.region,
    aliases: key.aliases,
    tags: key.tags,
    state: key.state,
    class: key.keyClass,
    worst: worstOf(key) ?? null,
    rules: rulesOf(key),
  }));
  const findings = scan.keys.flatMap((key) =>
    key.findings.map(({ rule, severity, message, evidence, statements, fix, exemption }) => ({
      key: key.arn,
      rule,
      severity,
      message,
      evidence,
      statements,
      fix,
      ...(exemption && { exemption }),
    })),
  );
  const { regions, left } = scan;
  return JSON.stringify(
    {
      complete: isComplete(scan),
      regions,
      keys,
      findings,
      unread: allUnread(scan),
      left,
      totals: totalsOf(scan),
    },
    null,
    2,
  );
}

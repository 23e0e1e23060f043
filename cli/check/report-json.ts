import { exitCode, type Report } from './report.ts';

/** What a program reads: `statements` are counted from 0 in the policy at fault. */
export function reportJson(report: Report): string {
  const findings = report.findings.map(
    ({ file, resource, rule, severity, message, evidence, statements, fix, line }) => ({
      file,
      ...(resource === undefined ? {} : { resource }),
      rule,
      severity,
      message,
      evidence,
      statements,
      fix,
      ...(line === undefined ? {} : { line }),
    }),
  );
  return JSON.stringify({ findings, unjudged: report.unjudged, ok: exitCode(report) === 0 }, null, 2);
}

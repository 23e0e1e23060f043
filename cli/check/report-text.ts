import { severities } from '../../shared/rules/rule.ts';
import { type Located, placeText, type Report } from './report.ts';

/** What a person reads: by file and resource, each finding with the statement at fault and the fix; then the counts. */
export function reportText(report: Report): string {
  const groups = new Map<string, Located[]>();
  for (const finding of report.findings) {
    const name = heading(finding);
    groups.set(name, [...(groups.get(name) ?? []), finding]);
  }
  const parts = [...groups].map(([name, findings]) => [name, ...findings.map(findingText)].join('\n'));
  return [...parts, counts(report)].join('\n\n');
}

function heading({ file, resource }: Located): string {
  return `${placeText({ file })}${resource === undefined ? '' : `  ${resource}`}`;
}

function findingText(finding: Located): string {
  const { severity, rule, message, evidence, shown, fix, line } = finding;
  // Without a statement, the place is that of the key.
  const place = shown.length === 0 && line !== undefined ? [`at ${placeText(finding)}`] : [];
  const statements = shown.map((statement) => {
    const where = statement.line === undefined ? '' : `${placeText({ ...finding, line: statement.line })}\n`;
    return `${where}${statement.json.replace(/^/gm, '  ')}`;
  });
  const details = [...evidence, ...place, ...statements, `fix: ${fix}`];
  return [`  ${severity} ${rule}: ${message}`, ...details.map((text) => text.replace(/^/gm, '    '))].join(
    '\n',
  );
}

function counts({ findings, unjudged, judged, files, judgedAs }: Report): string {
  const kinds = severities.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  const found =
    findings.length === 0
      ? judged === 0
        ? 'nothing judged'
        : 'nothing found'
      : `${number(findings.length, 'finding')} (${kinds.join(', ')})`;
  const open = unjudged.length === 0 ? '' : `; ${number(unjudged.length, 'thing')} could not be judged`;
  return `${found} in ${number(judged, judgedAs)} of ${number(files, 'file')}${open}`;
}

const number = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

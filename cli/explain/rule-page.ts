import type { AnyRule, Remedy } from '../../shared/rules/rule.ts';
import { areas, type Entry, type Shown } from './catalogue.ts';
import { describeControls } from './controls.ts';
import { capitalised, partsOf } from './describe-example.ts';

const note = '<!-- Written by `npm run rules` from shared/rules. Do not edit. -->';

/** The page of a rule, Markdown. */
export function rulePage({ rule, wrong, right }: Entry): string {
  const controls = describeControls(rule.controls);
  return [
    note,
    `# ${rule.id}`,
    `${rule.title}.`,
    `Severity: **${rule.severity}** · area: **${rule.area}** · puts right: ${remedies([...wrong, ...right])}`,
    '## Why',
    rule.rationale,
    '## How to fix',
    rule.fix,
    '## Wrong',
    ...wrong.flatMap((each) => shown(each, rule)),
    '## Right',
    ...right.flatMap((each) => shown(each, rule)),
    ...(controls.length === 0
      ? []
      : ['## Controls it serves', controls.map((line) => `- ${line}`).join('\n')]),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/** The page that lists the rules, area by area. */
export function rulesPage(entries: readonly Entry[]): string {
  const sections = areas.flatMap((area) => {
    const rows = entries.filter(({ rule }) => rule.area === area);
    return rows.length === 0 ? [] : [`## ${area}`, table(rows, '')];
  });
  const intro =
    'What the guardian checks. An example leaves out what is as in a key that keeps to every rule.';
  return [note, '# Rules', intro, ...sections, ''].join('\n\n').replace(/\n+$/, '\n');
}

/** The rules, a row each; `folder` is where their pages are from where the table is. */
export function table(entries: readonly Entry[], folder: string): string {
  const rows = entries.map(({ rule, wrong, right }) => [
    `[\`${rule.id}\`](${folder}${rule.id}.md)`,
    rule.severity,
    cell(rule.title),
    remedies([...wrong, ...right]),
  ]);
  return [['rule', 'severity', 'asks that', 'puts right'], ['---', '---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

const done: Readonly<Record<Remedy, string>> = {
  'revert-policy': 'the policy',
  'cancel-deletion': 'the deletion',
  'enable-key': 'the key’s state',
  'enable-rotation': 'the rotation',
  'disable-key': 'disables the key',
  'revoke-grant': 'the grant',
  'restore-alias': 'the alias',
  'restore-tags': 'the tags',
  'connect-key-store': 'the key store',
  'restore-endpoint-policy': 'the endpoint policy',
  'restart-logging': 'the logging',
};

/** What the examples' findings would have put right. */
function remedies(all: readonly Shown[]): string {
  const named = all.flatMap(({ found }) => found.flatMap(({ remedy }) => (remedy ? [done[remedy]] : [])));
  return [...new Set(named)].join(', ') || 'nothing; it alerts';
}

function shown({ example, found }: Shown, { scope }: AnyRule): readonly string[] {
  const parts = partsOf(example, scope).map(({ label, language, text }) =>
    language === '' ? `${label}: \`${text}\`` : `${label}:\n\n\`\`\`${language}\n${text}\n\`\`\``,
  );
  const messages = found.map(({ message, evidence = [] }) =>
    [`> ${message}`, ...(evidence.length === 0 ? [] : ['>']), ...evidence.map((line) => `> - ${line}`)].join(
      '\n',
    ),
  );
  return [`### ${capitalised(example.name)}`, ...parts, ...messages];
}

const cell = (text: string) => text.replaceAll('|', '\\|');

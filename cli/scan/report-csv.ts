import { allUnread, isCompliant, type Scan, type ScannedKey } from './result.ts';

const header = [
  'status',
  'key',
  'aliases',
  'tags',
  'region',
  'class',
  'state',
  'severity',
  'rule',
  'message',
  'evidence',
  'fix',
];

/**
 * A row for each finding, and one for each key that is compliant, could not be read, or was left by an interruption: so
 * nothing is missing without being seen. RFC 4180. Pure.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function reportCsv(scan: Scan): string {
  const rows = [
    ...scan.keys.flatMap(rowsOf),
    ...allUnread(scan).map(({ arn = '', region, why }) =>
      row({ status: 'unread', key: arn, region, message: why }),
    ),
    ...scan.left.map((arn) => row({ status: 'left', key: arn, region: arn.split(':')[3] ?? '' })),
  ];
  return [header, ...rows].map((cells) => cells.map(csvCell).join(',')).join('\r\n');
}

function rowsOf(key: ScannedKey): readonly (readonly string[])[] {
  const about = {
    key: key.arn,
    aliases: key.aliases.join(' '),
    tags: Object.entries(key.tags)
      .map(([name, value]) => `${name}=${value}`)
      .join('; '),
    region: key.region,
    class: key.keyClass,
    state: key.state,
  };
  if (isCompliant(key)) return [row({ status: 'compliant', ...about })];
  return key.findings.map(({ severity, rule, message, evidence, fix }) =>
    row({ status: 'finding', ...about, severity, rule, message, evidence: evidence.join('\n'), fix }),
  );
}

const row = (cells: Readonly<Record<string, string>>): readonly string[] =>
  header.map((name) => cells[name] ?? '');

/**
 * A cell that a spreadsheet shows and does not run: whoever may tag a key must not reach the machine of whoever opens the
 * list. Pure.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

import type { Message } from '../message/message.ts';
import { accountIn, classTitle } from '../message/nouns.ts';
import { outcomeWords } from '../message/outcome-words.ts';
import { type Part, partsOf } from '../message/parts.ts';

/** More lines of two policies than these are counted: who wants all of them has the policies in the last line. */
const MOST_DIFF_LINES = 120;

/** A message as text: what an e-mail shows. */
export function readableText(message: Message): string {
  const { about, exposedFor } = message;
  const account: readonly Row[] =
    about.noun === 'account'
      ? [['Region', about.region]]
      : [['Account', `${accountIn(about)}, Region ${about.region}`]];
  return [
    message.headline,
    '',
    ...columns([
      ['Severity', message.severity],
      ['Outcome', `${message.outcome} (${outcomeWords[message.outcome]})`],
      [capital(about.noun), `${about.name} (${about.arn})`],
      [classTitle(about.noun), about.keyClass],
      ...(about.team === undefined ? [] : [['Team', about.team] as const]),
      ...account,
      ['Changed', message.changed],
      ['By', message.by],
      ['When', message.at],
      ...(exposedFor === undefined ? [] : [['Exposed', exposedFor] as const]),
      ['Latency', message.latency],
    ]),
    ...partsOf(message).flatMap(layOut),
    ...list(
      'Links',
      message.links.map(({ label, url }) => `${label}: ${url}`),
    ),
    ...list('More about the rules', message.explain),
  ].join('\n');
}

type Row = readonly [string, string];

function columns(rows: readonly Row[]): readonly string[] {
  const width = Math.max('Key class'.length, ...rows.map(([title]) => title.length)) + 2;
  return rows.map(([title, value]) => `${`${title}:`.padEnd(width)}${value}`);
}

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

function layOut({ id, title, lines }: Part): readonly string[] {
  switch (id) {
    case 'changed':
      // It is in the table above.
      return [];
    case 'broke':
      return titled(
        title,
        lines.map((line) => (line.startsWith(' ') ? line : `- ${line}`)),
      );
    case 'exposed':
    case 'done':
    case 'now':
      return list(title, lines);
    case 'access':
    case 'commands':
      return titled(title, lines);
    case 'diff': {
      const left = lines.length - MOST_DIFF_LINES;
      const shown = left > 0 ? [...lines.slice(0, MOST_DIFF_LINES), `... and ${left} more`] : lines;
      return titled(title, shown);
    }
  }
}

const titled = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];

const list = (title: string, lines: readonly string[]) =>
  titled(
    title,
    lines.map((line) => `- ${line}`),
  );

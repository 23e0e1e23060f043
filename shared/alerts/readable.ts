import type { Message } from './message.ts';
import { classTitle } from './nouns.ts';

/** A message as text: what an e-mail shows. */
export function readableText(message: Message): string {
  const { about } = message;
  return [
    message.headline,
    '',
    ...columns([
      ['Severity', message.severity],
      ['Outcome', message.outcome],
      [capital(about.noun), `${about.name} (${about.arn})`],
      [classTitle(about.noun), about.keyClass],
      about.noun === 'account'
        ? ['Region', about.region]
        : ['Account', `${about.account}, Region ${about.region}`],
      ['Changed', message.changed],
      ['By', message.by],
      ['When', message.at],
      ['Latency', message.latency],
    ]),
    ...titled('What it broke', message.broke.flatMap(findingLines)),
    ...list('What it exposed', message.exposed),
    ...list('What was done', message.done),
    ...list('What to do now', message.now),
    ...(message.commands.length === 0
      ? []
      : ['', 'Commands', ...message.commands.map((line) => `  ${line}`)]),
    ...list(
      'Links',
      message.links.map(({ label, url }) => `${label}: ${url}`),
    ),
  ].join('\n');
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max('Key class'.length, ...rows.map(([title]) => title.length)) + 2;
  return rows.map(([title, value]) => `${`${title}:`.padEnd(width)}${value}`);
}

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

const titled = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];

const list = (title: string, lines: readonly string[]) =>
  titled(
    title,
    lines.map((line) => `- ${line}`),
  );

const findingLines = ({ rule, severity, message, evidence }: Message['broke'][number]) => [
  `- ${rule} (${severity}): ${message}`,
  ...evidence.map((line) => `    ${line}`),
];

import type { Message } from './message.ts';

/** A message as text: what an e-mail shows. */
export function readableText(message: Message): string {
  const { key } = message;
  return [
    message.headline,
    '',
    `Severity:  ${message.severity}`,
    `Outcome:   ${message.outcome}`,
    `Key:       ${key.name} (${key.arn})`,
    `Key class: ${key.keyClass}`,
    `Account:   ${key.account}, Region ${key.region}`,
    `Changed:   ${message.changed}`,
    `By:        ${message.by}`,
    `When:      ${message.at}`,
    `Latency:   ${message.latency}`,
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

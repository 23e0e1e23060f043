import type { Message } from './message.ts';
import { classTitle } from './nouns.ts';
import { slackLines, slackPlainText, slackText } from './slack-text.ts';

/**
 * Slack's limits, in characters: a header 150, a section 3000, a field 2000, ten fields, 50 blocks. All
 * blocks together are refused at about 13,000, which Slack documents nowhere; the parts below add up to less.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/section-block
 * @see https://github.com/slackapi/bolt-js/issues/2509
 */
const limits = { header: 150, field: 180, changed: 900, broke: 2600, list: 1300, commands: 1800 };

type Mrkdwn = { readonly type: 'mrkdwn'; readonly text: string; readonly verbatim: true };

export type SlackBlock =
  | {
      readonly type: 'header';
      readonly text: { readonly type: 'plain_text'; readonly text: string; readonly emoji: false };
    }
  | { readonly type: 'section'; readonly text: Mrkdwn }
  | { readonly type: 'section'; readonly fields: readonly Mrkdwn[] }
  | { readonly type: 'context'; readonly elements: readonly Mrkdwn[] };

export type SlackPayload = { readonly text: string; readonly blocks: readonly SlackBlock[] };

/** Verbatim: Slack turns no address or name in it into a link of its own. */
const mrkdwn = (text: string): Mrkdwn => ({ type: 'mrkdwn', text, verbatim: true });

/** Lays a message out for Slack. `text` is what notifications show. */
export function slackPayload(message: Message): SlackPayload {
  const mark = message.outcome === 'failed' || message.outcome === 'held' ? '\u{1F6A8} ' : '';
  const headline = `${mark}${message.headline}`;
  return {
    text: slackText(headline, 300),
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: slackPlainText(headline, limits.header), emoji: false },
      },
      { type: 'section', fields: fieldsOf(message) },
      ...titled('What changed', slackText(`${message.changed} By ${message.by}.`, limits.changed)),
      ...titled('What it broke', literal(message.broke.flatMap(findingLines), limits.broke)),
      ...titled('What it exposed', literal(message.exposed, limits.list)),
      ...titled('What was done', slackLines(message.done, limits.list)),
      ...titled('What to do now', slackLines(message.now, limits.list)),
      ...titled('Commands', commandsOf(message)),
      ...contextOf(message),
    ],
  };
}

function fieldsOf({ about, severity, outcome, at, latency }: Message): readonly Mrkdwn[] {
  const field = (name: string, value: string) => mrkdwn(`*${name}*\n${slackText(value, limits.field)}`);
  return [
    field('Severity', severity),
    field('Outcome', outcome),
    field(about.noun.slice(0, 1).toUpperCase() + about.noun.slice(1), about.name),
    field(classTitle(about.noun), about.keyClass),
    ...(about.noun === 'account' ? [] : [field('Account', about.account)]),
    field('Region', about.region),
    field('When', at),
    field('Latency', latency),
  ];
}

const findingLines = ({ rule, severity, message, evidence }: Message['broke'][number]) => [
  `${rule} (${severity}): ${message}`,
  ...evidence.map((line) => `    ${line}`),
];

/** Shown letter by letter: elsewhere Slack takes the asterisks of `kms:*` for bold, and hides them. */
const fenced = (text: string) => (text === '' ? '' : `\`\`\`${text}\`\`\``);

const literal = (lines: readonly string[], limit: number) =>
  fenced(
    slackLines(
      lines.map((line) => line.replaceAll('`', "'")),
      limit,
    ),
  );

/** A command is shown whole or not at all: half of one is dangerous to run. */
function commandsOf({ commands }: Message): string {
  const shown: string[] = [];
  let room = limits.commands;
  for (const command of commands) {
    const text = slackText(command, Number.POSITIVE_INFINITY);
    room -= text.length + 1;
    if (room < 0 || text.includes('`')) break;
    shown.push(text);
  }
  const rest =
    shown.length < commands.length ? '\nThe rest does not fit into Slack: the SNS message has it.' : '';
  return fenced(shown.join('\n')) + rest;
}

function titled(title: string, text: string): readonly SlackBlock[] {
  return text === '' ? [] : [{ type: 'section', text: mrkdwn(`*${title}*\n${text}`) }];
}

function contextOf({ links, about }: Message): readonly SlackBlock[] {
  // Addresses are made of a checked key ARN and an encoded event ID: nothing in them needs escaping.
  const anchors = links.map(({ label, url }) => mrkdwn(`<${url}|${label}>`));
  return [{ type: 'context', elements: [...anchors, mrkdwn(slackText(about.arn, limits.field))] }];
}

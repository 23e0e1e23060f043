import type { Notice } from '../channel.ts';
import type { Message } from '../message/message.ts';
import { accountIn, classTitle } from '../message/nouns.ts';
import { outcomeWords } from '../message/outcome-words.ts';
import { type Part, partsOf } from '../message/parts.ts';
import { ALARM, severityMarks } from '../message/severity-marks.ts';
import { buttonsFor } from './buttons.ts';
import {
  fenced,
  fencedText,
  field,
  firstThatFits,
  type Mrkdwn,
  mrkdwn,
  plain,
  type SlackBlock,
  type SlackPayload,
  titled,
} from './layout.ts';
import { summaryBlocks } from './summary.ts';
import { slackLines, slackPlainText, slackProse, slackText } from './text.ts';

export type { SlackBlock, SlackPayload } from './layout.ts';

/** How many characters each part of a message may take. */
type Room = Readonly<Record<Part['id'] | 'field', number>>;

/**
 * Within what Slack takes: a section 3000, a field 2000. The policies and the commands go first where there is too much:
 * what people must read to decide stays longest.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/section-block
 */
const rooms: readonly Room[] = [
  room({ field: 180, changed: 600, access: 1500, broke: 1800, list: 1200, commands: 1800, diff: 2600 }),
  room({ field: 180, changed: 600, access: 1200, broke: 1400, list: 900, commands: 1800, diff: 1200 }),
  room({ field: 140, changed: 400, access: 1000, broke: 1000, list: 600, commands: 1800, diff: 0 }),
  room({ field: 100, changed: 200, access: 600, broke: 500, list: 350, commands: 0, diff: 0 }),
  room({ field: 40, changed: 80, access: 200, broke: 150, list: 120, commands: 0, diff: 0 }),
];

function room({ list, ...room }: Omit<Room, 'exposed' | 'done' | 'now'> & { readonly list: number }): Room {
  return { ...room, exposed: list, done: list, now: list };
}

/**
 * Lays a notice out for Slack.
 *
 * @param buttons whether the Slack app can answer: a bot that posts, and an address that presses go to
 */
export function slackPayload(
  notice: Notice,
  { buttons = false }: { readonly buttons?: boolean } = {},
): SlackPayload {
  const { headline, severity } = notice;
  const marked = `${markOf(notice)} ${headline}`;
  return {
    text: `${slackText(marked, 280)} (${severity})`,
    blocks: [
      // A header has at most 150 characters: https://docs.slack.dev/reference/block-kit/blocks/header-block
      { type: 'header', text: plain(slackPlainText(marked, 150)) },
      ...(notice.kind === 'change' ? changeBlocks(notice, buttons) : summaryBlocks(notice)),
    ],
  };
}

function markOf(notice: Notice): string {
  const isOpen = notice.kind === 'change' && (notice.outcome === 'failed' || notice.outcome === 'held');
  return isOpen ? ALARM : severityMarks[notice.severity].mark;
}

function changeBlocks(message: Message, buttons: boolean): readonly SlackBlock[] {
  const decide = buttons ? buttonsFor(message.decision) : [];
  const parts = partsOf(message);
  return firstThatFits(rooms, (room) => [
    { type: 'section', fields: fieldsOf(message, room.field) },
    ...parts.filter(({ id }) => id !== 'diff').flatMap((part) => layOut(part, room)),
    ...decide,
    // Words come before text, and the decision before the details.
    ...parts.filter(({ id }) => id === 'diff').flatMap((part) => layOut(part, room)),
    ...contextOf(message, room.field),
  ]);
}

function fieldsOf(message: Message, limit: number): readonly Mrkdwn[] {
  const { about, severity, outcome, exposedFor } = message;
  const { mark, word } = severityMarks[severity];
  const where = about.noun === 'account' ? [] : [accountIn(about)];
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Severity', `${mark} ${word}`],
    ['Outcome', capital(outcomeWords[outcome])],
    [capital(about.noun), about.name],
    [classTitle(about.noun), about.keyClass],
    ['Team', about.team],
    ['Where', [...where, about.region].join(', ')],
    ['Who', message.by],
    ['When', message.at],
    ['Exposed', exposedFor],
  ];
  return rows.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [field(name, value, limit)],
  );
}

const capital = (words: string) => words.slice(0, 1).toUpperCase() + words.slice(1);

function layOut({ id, title, lines, short = lines }: Part, room: Room): readonly SlackBlock[] {
  const limit = room[id];
  if (id === 'diff' && limit === 0) return [];
  switch (id) {
    case 'changed':
    case 'done':
    case 'now': {
      const points = lines.length > 1 ? lines.map((line) => `\u2022 ${line}`) : lines;
      return titled(title, slackLines(points, limit, slackProse), true);
    }
    case 'access':
    case 'broke':
    case 'exposed':
      return titled(title, fenced(slackLines(lines, limit, fencedText)), true);
    case 'commands':
      return titled(title, wholeCommands(lines, limit) ?? someCommands(short, limit), false);
    case 'diff':
      return titled(title, fenced(slackLines(lines, limit, fencedText)), false);
  }
}

/** All commands, as they are; undefined where they are too long. */
function wholeCommands(commands: readonly string[], limit: number): string | undefined {
  const text = commands.map((command) => slackText(command, Number.POSITIVE_INFINITY)).join('\n');
  return text.length > limit || text.includes('`') ? undefined : fenced(text);
}

/** A command is shown whole or not at all: half of one is dangerous to run. */
function someCommands(commands: readonly string[], limit: number): string {
  const shown: string[] = [];
  let left = limit;
  for (const command of commands) {
    const text = slackText(command, Number.POSITIVE_INFINITY);
    left -= text.length + 1;
    if (left < 0 || text.includes('`')) break;
    shown.push(text);
  }
  if (shown.length === commands.length) return fenced(shown.join('\n'));
  const rest = `${shown.length === 0 ? 'They do' : 'The rest does'} not fit into Slack: the SNS message has`;
  return [
    ...(shown.length === 0 ? [] : [fenced(shown.join('\n'))]),
    `${rest} ${shown.length === 0 ? 'them' : 'it'}.`,
  ].join('\n');
}

/** Links, what to type to learn more, and the names that machines go by: at most ten, as Slack takes. */
function contextOf({ links, explain, latency, about }: Message, limit: number): readonly SlackBlock[] {
  const anchors = links.filter(({ url }) => /^https:\/\/[^\s<>|"`]{1,300}$/.test(url));
  const elements = [
    ...anchors
      .slice(0, 5)
      .map(({ label, url }) => `<${url.replaceAll('&', '&amp;')}|${slackText(label, 60)}>`),
    ...explain.slice(0, 3).map((command) => `\`${fencedText(command, 80)}\``),
    slackProse(latency, 100),
    slackProse(about.arn, limit),
  ];
  return [{ type: 'context', elements: elements.map(mrkdwn) }];
}

import { slackProse, slackText } from './text.ts';

/**
 * All blocks of a message together are refused (`msg_blocks_too_long`) at a size that Slack documents nowhere. Seen were
 * 13,297 characters of text in one block, and less in several, since what is around a text counts as well: so all of
 * their JSON is kept below this, in bytes.
 *
 * @see https://github.com/slackapi/bolt-js/issues/2509
 * @see https://github.com/slackapi/bolt-js/issues/2867
 */
export const MOST_BLOCK_BYTES = 12_000;

export type Mrkdwn = { readonly type: 'mrkdwn'; readonly text: string; readonly verbatim: true };
export type Plain = { readonly type: 'plain_text'; readonly text: string; readonly emoji: false };

/** @see https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export type SlackButton = {
  readonly type: 'button';
  readonly action_id: string;
  readonly text: Plain;
  readonly value: string;
  readonly style?: 'primary' | 'danger';
  /** @see https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
  readonly confirm?: {
    readonly title: Plain;
    readonly text: Plain;
    readonly confirm: Plain;
    readonly deny: Plain;
    readonly style?: 'primary' | 'danger';
  };
};

export type SlackBlock =
  | { readonly type: 'header'; readonly text: Plain }
  /** `expand`: its text is never folded behind "see more". */
  | { readonly type: 'section'; readonly text: Mrkdwn; readonly expand?: true }
  | { readonly type: 'section'; readonly fields: readonly Mrkdwn[] }
  | { readonly type: 'context'; readonly elements: readonly Mrkdwn[] }
  | { readonly type: 'actions'; readonly block_id: string; readonly elements: readonly SlackButton[] };

/** `text` is what notifications show and screen readers read. */
export type SlackPayload = { readonly text: string; readonly blocks: readonly SlackBlock[] };

/** Verbatim: Slack turns no address or name in it into a link of its own. */
export const mrkdwn = (text: string): Mrkdwn => ({ type: 'mrkdwn', text, verbatim: true });

/** Without `emoji`, Slack makes no picture of `:key:`. The text is to be within its limits already. */
export const plain = (text: string): Plain => ({ type: 'plain_text', text, emoji: false });

export const field = (name: string, value: string, limit: number): Mrkdwn =>
  mrkdwn(`*${name}*\n${slackProse(value, limit)}`);

/** Shown letter by letter: elsewhere Slack takes the asterisks of `kms:*` for bold, and hides them. */
export const fenced = (text: string): string => (text === '' ? '' : `\`\`\`${text}\`\`\``);

/** Text for a fence, which no backtick ends early. */
export const fencedText = (line: string, limit: number): string =>
  slackText(line.replaceAll('`', "'"), limit);

export function titled(title: string, text: string, expand: boolean): readonly SlackBlock[] {
  if (text === '') return [];
  const bold = `*${slackText(title.replace(/[*_~`]/g, ''), 150)}*`;
  return [{ type: 'section', text: mrkdwn(`${bold}\n${text}`), ...(expand ? { expand: true } : {}) }];
}

/** For the headline, and what is said above the first message of an incident later on. */
const ABOVE = 1_500;

/** The first layout that Slack takes, below a headline; the last one must always be taken. */
export function firstThatFits<Room>(
  rooms: readonly Room[],
  layout: (room: Room) => readonly SlackBlock[],
): readonly SlackBlock[] {
  let blocks: readonly SlackBlock[] = [];
  for (const room of rooms) {
    blocks = layout(room);
    if (Buffer.byteLength(JSON.stringify(blocks)) <= MOST_BLOCK_BYTES - ABOVE) break;
  }
  return blocks;
}

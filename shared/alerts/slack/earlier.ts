import { isRecord } from '../../events/json.ts';
import type { Posted } from '../channel.ts';
import type { Message } from '../message/message.ts';
import { slackPayload } from './blocks.ts';
import { type Mrkdwn, mrkdwn, type SlackBlock, type SlackPayload } from './layout.ts';
import { slackProse } from './text.ts';

/** The fields that tell how it stands; the others tell what began it. */
const current = ['*Severity*', '*Outcome*', '*Exposed*'];

/**
 * The first message of an incident, once more has happened: with the newest headline and outcome, above what it told, which
 * is what led to the rest. Its buttons are gone: those in the thread are about what is so now.
 */
export function broughtUpToDate({ blocks }: Posted, newest: Message): SlackPayload {
  const { text, blocks: newBlocks } = slackPayload(newest);
  const [header, fields] = newBlocks;
  const first = blocksIn(blocks);
  if (first === undefined || header === undefined) return { text, blocks: newBlocks };
  const note = `The newest of this incident is of ${newest.at}, in the thread. Below is what it began with.`;
  return {
    text,
    blocks: [
      header,
      { type: 'context', elements: [mrkdwn(slackProse(note, 300))] },
      ...first.map((block) => ('fields' in block ? withCurrent(block, fields) : block)),
    ],
  };
}

type Fields = Extract<SlackBlock, { readonly fields: unknown }>;

function withCurrent(block: Fields, newest: SlackBlock | undefined): SlackBlock {
  if (newest === undefined || !('fields' in newest)) return block;
  const titleOf = ({ text }: Mrkdwn) => current.find((title) => text.startsWith(title));
  const now = new Map(newest.fields.map((field) => [titleOf(field), field]));
  return {
    ...block,
    fields: block.fields.map((field) => {
      const title = titleOf(field);
      return (title && now.get(title)) || field;
    }),
  };
}

/** What was first told, below its headline; undefined where it was not kept. */
function blocksIn(kept: string | undefined): readonly SlackBlock[] | undefined {
  if (kept === undefined) return undefined;
  try {
    const blocks: unknown = JSON.parse(kept);
    if (!Array.isArray(blocks)) return undefined;
    const isLeft = (block: unknown) => isRecord(block) && block.type !== 'header' && block.type !== 'actions';
    // They are what this channel posted, and the ledger kept.
    return blocks.filter(isLeft) as readonly SlackBlock[];
  } catch {
    return undefined;
  }
}

import { isRecord } from '../../shared/events/json.ts';
import { blocksProblem, sizeProblem } from './blocks.ts';
import type { Payload } from './slack.ts';

/** What is wrong with a message: Slack's code for it, and where it lies. */
export type MessageProblem = {
  readonly code: 'no_text' | 'invalid_blocks' | 'msg_blocks_too_long';
  readonly why: string;
};

/** What Slack would refuse in a message, or undefined. */
export function messageProblem({ text, blocks, attachments }: Payload): MessageProblem | undefined {
  const attached = Array.isArray(attachments) ? attachments.filter(isRecord) : [];
  const hasText = typeof text === 'string' && text !== '';
  const hasBlocks = Array.isArray(blocks) && blocks.length > 0;
  if (!hasText && !hasBlocks && attached.length === 0)
    return { code: 'no_text', why: 'a message needs text, blocks or attachments' };
  const laidOut = [blocks, ...attached.map((each) => each.blocks)].filter(
    (each) => each !== undefined && !(Array.isArray(each) && each.length === 0),
  );
  for (const each of laidOut) {
    const why = blocksProblem(each);
    if (why !== undefined) return { code: 'invalid_blocks', why };
    const tooLong = sizeProblem(each);
    if (tooLong !== undefined) return { code: 'msg_blocks_too_long', why: tooLong };
  }
  return undefined;
}

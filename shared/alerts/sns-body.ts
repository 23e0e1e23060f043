import type { Message } from './message.ts';
import { readableText } from './readable.ts';

/** 256 KB less what the attributes and their names may take. */
const maximumBytes = 256 * 1024 - 8 * 1024;

const cut = '\n[cut here: the message was too long for SNS; the ledger has all of it]';

/**
 * Readable text first, the whole decision as JSON in the last line. One body for all protocols: SNS sends
 * message attributes only when the message structure is String, and filters are worth more than a body
 * for each protocol.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 */
export function snsBody(message: Message): string {
  const text = clip(readableText(message), maximumBytes / 2);
  const { decision } = message;
  const json = JSON.stringify(decision);
  const whole = assemble(text, json);
  if (Buffer.byteLength(whole) <= maximumBytes) return whole;
  const { arn, changeId, keyClass, outcome, decidedAt, latencyMs } = decision;
  const brief = { arn, changeId, keyClass, outcome, decidedAt, latencyMs, truncated: true };
  return assemble(text, JSON.stringify(brief));
}

const assemble = (text: string, json: string) => `${text}\n\nThe same for machines:\n${json}`;

function clip(text: string, maximum: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maximum) return text;
  const room = maximum - Buffer.byteLength(cut);
  // A character cut in two would decode to a replacement character.
  return (
    bytes
      .subarray(0, room)
      .toString('utf8')
      .replace(/\uFFFD$/, '') + cut
  );
}

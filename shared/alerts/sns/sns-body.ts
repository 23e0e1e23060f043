import type { Notice } from '../channel.ts';
import { readableNotice } from './readable-notice.ts';

/** 256 KB less what the attributes and their names may take. */
export const MOST_BYTES = 256 * 1024 - 8 * 1024;

const cut = '\n[cut here: the message was too long for SNS; the ledger has all of it]';

/**
 * Readable text first, all of it as JSON in the last line: the decision, or the summary. One body for all protocols: SNS
 * sends message attributes only when the message structure is String, and filters are worth more than a body for each
 * protocol; who wants the bodies has them in sns-protocols.ts.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 */
export function snsBody(notice: Notice): string {
  // A summary is its list; of a change, the decision is worth as much as the text.
  const room = notice.kind === 'change' ? MOST_BYTES / 2 : MOST_BYTES - 4 * 1024;
  const text = clipBytes(readableNotice(notice, room), room);
  const whole = assemble(text, JSON.stringify(notice.kind === 'change' ? notice.decision : notice));
  if (Buffer.byteLength(whole) <= MOST_BYTES) return whole;
  return assemble(text, JSON.stringify({ ...briefOf(notice), truncated: true }));
}

function briefOf(notice: Notice): object {
  if (notice.kind !== 'change') {
    const { kind, severity, count, since, until, outcomes } = notice;
    return { kind, severity, count, since, until, outcomes };
  }
  const { arn, changeId, keyClass, outcome, decidedAt, latencyMs } = notice.decision;
  return { arn, changeId, keyClass, outcome, decidedAt, latencyMs };
}

const assemble = (text: string, json: string) => `${text}\n\nThe same for machines:\n${json}`;

/** As much of a text as there are bytes for; what is cut says so. */
export function clipBytes(text: string, maximum: number): string {
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

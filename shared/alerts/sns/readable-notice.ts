import type { Notice } from '../channel.ts';
import { readableText } from './readable.ts';
import { summaryText } from './readable-summary.ts';

/** A notice as text: what an e-mail shows. A summary lists as many as go into so many bytes. */
export function readableNotice(notice: Notice, maximumBytes?: number): string {
  return notice.kind === 'change' ? readableText(notice) : summaryText(notice, maximumBytes);
}

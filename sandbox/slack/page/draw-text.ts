import { isRecord } from '../../../shared/events/json.ts';
import { mrkdwn } from '../mrkdwn.ts';
import { type Html, html } from './html.ts';

/**
 * A text object: mrkdwn, or text as it is.
 *
 * @see https://docs.slack.dev/reference/block-kit/composition-objects/text-object
 */
export function drawText(value: unknown): Html {
  if (!isRecord(value)) return html``;
  const text = textOf(value.text);
  if (value.type === 'mrkdwn') return mrkdwn(text);
  const [first = '', ...rest] = text.split('\n');
  return html`${first}${rest.map((line) => html`<br>${line}`)}`;
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

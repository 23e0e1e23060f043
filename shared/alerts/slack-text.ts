import { plainText } from './plain-text.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Text for Slack's mrkdwn, at most `limit` characters long. `&`, `<` and `>` are escaped, so that no name
 * can mention a channel or make a link; cutting never leaves half an entity or half a character.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
export function slackText(text: string, limit: number): string {
  return shorten(text, limit, (character) => entities[character] ?? character);
}

/** Text for Slack's plain_text, which needs no escaping. */
export function slackPlainText(text: string, limit: number): string {
  return shorten(text, limit, (character) => character);
}

/** Line by line; lines that no longer fit are counted. */
export function slackLines(lines: readonly string[], limit: number): string {
  const room = limit - 30;
  const kept: string[] = [];
  let length = 0;
  for (const [index, line] of lines.entries()) {
    const text = slackText(line, Math.min(room, 700));
    if (length + text.length + 1 > room) return [...kept, `... and ${lines.length - index} more`].join('\n');
    kept.push(text);
    length += text.length + 1;
  }
  return kept.join('\n');
}

function shorten(text: string, limit: number, write: (character: string) => string): string {
  const parts = [...plainText(text)].map(write);
  let length = 0;
  let fits = 0;
  for (const [index, part] of parts.entries()) {
    length += part.length;
    if (length <= limit - 3) fits = index + 1;
    if (length > limit) return `${parts.slice(0, fits).join('')}...`;
  }
  return parts.join('');
}

import { plainText } from '../plain-text.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** What plain_text needs no escaping for. No name in AWS has them; none of Slack's surfaces can take these for control. */
const lookalikes: Readonly<Record<string, string>> = { '<': '\u2039', '>': '\u203a' };

/**
 * Text for Slack's mrkdwn, at most `limit` characters long. `&`, `<` and `>` are escaped, so that no name
 * can mention a channel or make a link; cutting never leaves half an entity or half a character.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
export function slackText(text: string, limit: number): string {
  return shorten([...begun(text, limit)].map(escaped), limit);
}

/** Text for Slack's plain_text, where neither entities nor marks have a meaning. */
export function slackPlainText(text: string, limit: number): string {
  return shorten(
    [...begun(text, limit)].map((character) => lookalikes[character] ?? character),
    limit,
  );
}

/** Marks that begin bold, italic, strike, code or a quote, and names that are shown as a picture: `:aws:`. */
const acting = /[*_~`]|:[\w+'-]+:|^>/;

/** A time has two colons, and no picture between them. */
const time = /^\(?\d{4}-\d\d-\d\dT[\d:.]+Z[).,:]*$/;

/** What is typed as a whole is shown as a whole. */
const command = /^(.*: )(kms-guardian [^`]+)$/su;

/**
 * A sentence for mrkdwn in which nothing is taken for a mark: mrkdwn has no escape for them, so each word that holds one
 * stands as code, letter by letter: "Find out from `arn:aws:iam::111122223333:role/Admin` what was meant."
 */
export function slackProse(text: string, limit: number): string {
  const line = begun(text, limit);
  const [, before = line, typed] = command.exec(line) ?? [];
  const words = before.split(' ').flatMap((word, index) => {
    const space = index === 0 ? [] : [' '];
    const acts = acting.test(word) && !time.test(word);
    return [...space, ...(acts ? [asCode(word, limit)] : [...word].map(escaped))];
  });
  return shorten(typed === undefined ? words : [...words, `\`${slackText(typed, limit)}\``], limit);
}

/** Brackets and full stops around it stay outside. */
function asCode(word: string, limit: number): string {
  const [, before = '', core = '', after = ''] = /^([("[]*)(.*?)([)\]".,;!?]*)$/su.exec(word) ?? [];
  const room = Math.max(1, limit - before.length - after.length - 8);
  return `${before}\`${slackText(core.replaceAll('`', "'"), room)}\`${after}`;
}

/** Line by line, as `write` writes them; lines that no longer fit are counted, with those that are `left` anyway. */
export function slackLines(lines: readonly string[], limit: number, write = slackText, left = 0): string {
  const room = limit - 30;
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    const text = write(line, Math.min(room, 700));
    if (length + text.length + 1 > room) break;
    kept.push(text);
    length += text.length + 1;
  }
  const more = lines.length - kept.length + left;
  return [...kept, ...(more > 0 ? [`... and ${more} more`] : [])].join('\n');
}

/** What can be of a text so long: nothing written for Slack is shorter than what it stands for. */
const begun = (text: string, limit: number) => plainText(text.slice(0, limit + 1));

const escaped = (character: string) => entities[character] ?? character;

/** As many parts as fit, each whole or not at all. */
function shorten(parts: readonly string[], limit: number): string {
  let length = 0;
  let fits = 0;
  for (const [index, part] of parts.entries()) {
    length += part.length;
    if (length <= limit - 3) fits = index + 1;
    if (length > limit) return `${parts.slice(0, fits).join('')}...`;
  }
  return parts.join('');
}

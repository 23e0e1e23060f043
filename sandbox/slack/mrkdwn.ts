import { type Html, html } from './page/html.ts';

/**
 * Draws Slack's mrkdwn as HTML: bold, italic, strike, code, fences, quotes, links, mentions, dates. Whatever the text
 * is made of, nothing comes out but these.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
export function mrkdwn(text: string): Html {
  const [first = '', ...rest] = text.replaceAll(/[\uE000\uE001]/g, '').split(/```([\s\S]+?)```/);
  const parts = [lines(first)];
  for (let index = 0; index < rest.length; index += 2) {
    parts.push(html`<pre>${entities((rest[index] ?? '').replace(/^\n/, ''))}</pre>`);
    // The line break that ends a fence is the fence's own.
    parts.push(lines((rest[index + 1] ?? '').replace(/^\n/, '')));
  }
  return html`${parts}`;
}

/** Quoted lines, which begin with `&gt;`, stand together. */
function lines(text: string): Html {
  const runs: { readonly quoted: boolean; readonly lines: Html[] }[] = [];
  for (const line of text === '' ? [] : text.split('\n')) {
    const quoted = /^(?:&gt;|>)/.test(line);
    const last = runs.at(-1);
    const run = last?.quoted === quoted ? last : { quoted, lines: [] };
    if (run !== last) runs.push(run);
    run.lines.push(inline(quoted ? line.replace(/^(?:&gt;|>) ?/, '') : line));
  }
  return html`${runs.map(({ quoted, lines }) => {
    const broken = lines.flatMap((line, index) => (index === 0 ? [line] : [html`<br>`, line]));
    return quoted ? html`<blockquote>${broken}</blockquote>` : html`${broken}`;
  })}`;
}

/** What stands for itself, code and `<...>`, is taken out first, so that no style begins or ends within. */
function inline(line: string): Html {
  const atoms: Html[] = [];
  const styledText = line.replaceAll(/`([^`]+)`|<([^<>]+)>/g, (_, code?: string, control?: string) => {
    atoms.push(code === undefined ? controlSequence(control ?? '') : html`<code>${entities(code)}</code>`);
    return `\uE000${atoms.length - 1}\uE001`;
  });
  return styled(styledText, atoms);
}

/** A style begins after a character that is of no word, and ends before one. */
const style = /(?<![\p{L}\p{N}*_~])([*_~])(?=\S)((?:(?!\1).)*?\S)\1(?![\p{L}\p{N}*_~])/gu;

function styled(text: string, atoms: readonly Html[]): Html {
  const parts: Html[] = [];
  let end = 0;
  for (const { 0: all, 1: mark, 2: inner = '', index } of text.matchAll(style)) {
    const within = styled(inner, atoms);
    parts.push(plain(text.slice(end, index), atoms));
    if (mark === '*') parts.push(html`<b>${within}</b>`);
    else parts.push(mark === '_' ? html`<i>${within}</i>` : html`<s>${within}</s>`);
    end = index + all.length;
  }
  return html`${parts}${plain(text.slice(end), atoms)}`;
}

function plain(text: string, atoms: readonly Html[]): Html {
  return html`${text
    .split(/\uE000(\d+)\uE001/)
    .map((part, index) => (index % 2 === 1 ? (atoms[Number(part)] ?? html``) : html`${entities(part)}`))}`;
}

/** What stands between `<` and `>`. What is no such thing is shown as it is. */
function controlSequence(text: string): Html {
  const bar = text.indexOf('|');
  const target = entities(bar < 0 ? text : text.slice(0, bar));
  const label = bar < 0 ? undefined : entities(text.slice(bar + 1));
  if (/^(?:https?:\/\/|mailto:)/i.test(target))
    return html`<a href="${target}" target="_blank" rel="noopener noreferrer">${label ?? target}</a>`;
  if (/^[@#][A-Z0-9]+$/.test(target))
    return html`<span class="mention">${target.charAt(0)}${label ?? target.slice(1)}</span>`;
  if (/^!(?:here|channel|everyone)$/.test(target))
    return html`<span class="mention">@${target.slice(1)}</span>`;
  if (/^!date\^/.test(target)) return html`${label ?? target}`;
  return html`&lt;${entities(text)}&gt;`;
}

/** The three characters that Slack has escaped, as they are. */
function entities(text: string): string {
  return text.replaceAll(/&(amp|lt|gt);/g, (_, name: string) =>
    name === 'amp' ? '&' : name === 'lt' ? '<' : '>',
  );
}

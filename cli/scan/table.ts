import { stripVTControlCharacters } from 'node:util';

/** The space between two columns. */
const gap = 2;

/**
 * Rows as a table. The last column is a list, and is broken into several lines where it must be; the first is cut in the
 * middle. Pure.
 *
 * @param width of the terminal; a table that goes elsewhere is as wide as it is.
 */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const all = [headings, ...rows].map((row) => row.map(printable));
  const widths = widthsOf(all, width);
  const last = widths.length - 1;
  return all.flatMap((row) => {
    const cells = row.map((cell, at) =>
      at === last ? broken(cell, widths[at] ?? 0) : [cut(cell, widths[at] ?? 0)],
    );
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      cells
        .map((lines, at) => (at === last ? (lines[line] ?? '') : (lines[line] ?? '').padEnd(widths[at] ?? 0)))
        .join(' '.repeat(gap))
        .trimEnd(),
    );
  });
}

/** Whatever could move the cursor is no text: it is shown as a question mark. */
export const printable = (text: string): string =>
  stripVTControlCharacters(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');

/** The first and last columns give way: the last down to what one of its words needs, the first to what is left. */
function widthsOf(rows: readonly (readonly string[])[], width: number): readonly number[] {
  const columns = rows[0]?.length ?? 0;
  const natural = Array.from({ length: columns }, (_, at) => longest(rows.map((row) => row[at] ?? '')));
  const [first = 0, ...others] = natural;
  const last = others.pop() ?? 0;
  const fixed = others.reduce((sum, each) => sum + each, 0) + gap * (columns - 1);
  const room = width - fixed;
  if (first + last <= room) return natural;
  const word = longest(rows.flatMap((row) => (row.at(-1) ?? '').split(' ')));
  const narrow = Math.max(12, Math.min(first, room - word));
  return [narrow, ...others, Math.max(word, room - narrow)];
}

// Not by spreading: an account may have more keys than a call takes arguments.
const longest = (texts: readonly string[]): number =>
  texts.reduce((most, { length }) => Math.max(most, length), 0);

/** `alias/a-very…payments`. */
function cut(text: string, width: number): string {
  if (text.length <= width) return text;
  const head = Math.ceil((width - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (width - 1 - head))}`;
}

function broken(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

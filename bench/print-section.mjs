/** Prints one section: its table, then each figure beside its limit. */
export function printSection({ title, rows, limits, notes = [] }) {
  const lines = [title, '', ...table(rows), ''];
  for (const { what, measured, limit, unit } of limits) {
    const verdict = measured <= limit ? 'within' : 'OVER';
    lines.push(`${what}: ${measured.toFixed(2)}${unit} (${verdict} the limit of ${limit}${unit})`);
  }
  process.stdout.write(`${[...lines, ...notes, '', ''].join('\n')}`);
}

function table(rows) {
  const fields = Object.keys(rows[0] ?? {});
  const cells = [fields, ...rows.map((row) => fields.map((field) => String(row[field])))];
  const widths = fields.map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  // The first column is a name, the others are numbers.
  const pad = (text, column) => (column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column]));
  return cells.map((line) => `  ${line.map(pad).join('  ')}`);
}

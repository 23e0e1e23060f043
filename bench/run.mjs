import { coldStart } from './cold-start.mjs';
import { comparison } from './comparison.mjs';
import { massEvent } from './mass-event.mjs';
import { printSection } from './print-section.mjs';
import { revert } from './revert.mjs';
import { rules } from './rules.mjs';

/**
 * Each section measures and answers `{ title, rows, limits, notes }`: `rows` are objects with the same fields,
 * a limit is `{ what, measured, limit, unit }` and is kept where `measured` is no more than `limit`.
 */
const sections = [coldStart, revert, comparison, rules, massEvent];

for (const section of sections) {
  const result = await section();
  printSection(result);
  if (result.limits.some(({ measured, limit }) => !(measured <= limit))) process.exitCode = 1;
}

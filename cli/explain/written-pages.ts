import { entryOf, rulesByArea } from './catalogue.ts';
import { rulePage, rulesPage, table } from './rule-page.ts';
import { standardPage } from './standard-page.ts';

/** The README has no place for the table of rules. */
export class NoMarkers extends Error {
  readonly code = 'NO_MARKERS';
  constructor() {
    super(
      `README.md has no lines "${begin}" and "${end}" with the table of rules between them. Restore them.`,
    );
    this.name = 'NoMarkers';
  }
}

const begin = '<!-- rules -->';
const end = '<!-- /rules -->';

/** What the pages about rules should hold, by their paths; those with text of their own keep all but their tables. */
export async function writtenPages({
  readme,
  standard,
}: {
  readonly readme: string;
  readonly standard: string;
}): Promise<ReadonlyMap<string, string>> {
  const entries = await Promise.all(rulesByArea.map(entryOf));
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from) throw new NoMarkers();
  const rules = table(entries, 'docs/rules/');
  return new Map([
    ...entries.map((entry) => [`docs/rules/${entry.rule.id}.md`, rulePage(entry)] as const),
    ['docs/rules/README.md', rulesPage(entries)],
    ['docs/standard.md', standardPage(standard, entries)],
    ['README.md', `${readme.slice(0, from + begin.length)}\n${rules}\n${readme.slice(to)}`],
  ]);
}

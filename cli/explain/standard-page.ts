import type { Entry } from './catalogue.ts';
import { type Field, type Section, standardSections } from './standard-fields.ts';
import { readersOf } from './standard-readers.ts';

/** docs/standard.md has no place for its tables. */
export class NoFields extends Error {
  readonly code = 'NO_FIELDS';
  constructor() {
    super(`docs/standard.md has no lines "${begin}" and "${end}" with its tables between. Restore them.`);
    this.name = 'NoFields';
  }
}

const begin = '<!-- fields -->';
const end = '<!-- /fields -->';

/** The page about the standard, with the tables of its fields written anew from the schema and the rules. */
export function standardPage(page: string, entries: readonly Entry[]): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new NoFields();
  const readers = readersOf(entries);
  const tables = standardSections.map((section) => sectionText(section, readers)).join('\n\n');
  return `${page.slice(0, from + begin.length)}\n\n${tables}\n\n${page.slice(to)}`;
}

type Readers = ReadonlyMap<string, readonly string[]>;

function sectionText({ path, description, fields }: Section, readers: Readers): string {
  const section = path.replace(/^defaults\.?|^(?:classes|exemptions|alerts.*)$/, '');
  const readBy = fields.map(({ name }) => rulesOf([section, name].filter(Boolean).join('.'), readers));
  // What no rule goes by is read by the program itself, which the page tells.
  const told = readBy.some((rules) => rules !== '');
  const header = ['field', 'asks', 'values', 'otherwise', ...(told ? ['rules'] : [])];
  const rows = fields.map((field, index) => [...cellsOf(field), ...(told ? [readBy[index] ?? ''] : [])]);
  return [
    `### ${path}`,
    '',
    description,
    '',
    ...[header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

function cellsOf({ name, description, values, required, otherwise }: Field): readonly string[] {
  return [`\`${name}\``, description.replaceAll('|', '\\|'), values, required ? 'required' : told(otherwise)];
}

/** A value as a standard has it; a text of several words is not one. */
function told(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : value.map(told).join(', ');
  if (typeof value === 'object' && value !== null) return 'empty';
  return /\s/.test(String(value)) ? String(value) : `\`${value}\``;
}

/** The rules that go by a field; for `deniedAttempts.count`, by `deniedAttempts`. */
function rulesOf(field: string, readers: Readers): string {
  const [section, name] = field.split('.');
  const ids = readers.get([section, name].filter(Boolean).join('.')) ?? [];
  return ids.map((id) => `[\`${id}\`](rules/${id}.md)`).join(', ');
}

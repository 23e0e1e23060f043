import type { Example } from '../../shared/rules/rule.ts';
import type { Scope } from '../../shared/rules/scope.ts';

/** A part of an example as it is shown: what it is, and its text. */
export type Part = { readonly label: string; readonly language: 'yaml' | 'json' | ''; readonly text: string };

/** What an example says, part by part; the rest is as in a key that keeps to every rule. */
export function partsOf({
  standard,
  approved,
  statements,
  snapshot,
  baseline,
  change,
}: Example<Scope>): readonly Part[] {
  return [
    ...(standard === undefined ? [] : [part('The standard says', 'yaml', standard.trim())]),
    ...(approved === undefined ? [] : [part('The approved policy', 'json', statementsJson(approved))]),
    ...(statements === undefined ? [] : [part('The key policy', 'json', statementsJson(statements))]),
    ...(baseline === undefined ? [] : [part('Approved', '', fields(baseline))]),
    ...(snapshot === undefined ? [] : [part('It is', '', fields(snapshot))]),
    ...(change === undefined ? [] : [part('The change', '', describeChange(change))]),
  ];
}

/** A name begins a line, whichever way it is written. */
export const capitalised = (name: string) => name.slice(0, 1).toUpperCase() + name.slice(1);

const part = (label: string, language: Part['language'], text: string): Part => ({ label, language, text });

/** One statement, or a list: how many there are shows at once. */
function statementsJson(statements: readonly object[]): string {
  return JSON.stringify(statements.length === 1 ? statements[0] : statements, null, 2);
}

function describeChange({ operation, by, details = {} }: NonNullable<Example['change']>): string {
  const told = fields(details);
  const who = by.replace(/^arn:aws:iam::111122223333:/, '').replace(/^root$/, 'the root user');
  return `${operation} by ${who}${told === '' ? '' : `, ${told}`}`;
}

function fields(record: object): string {
  return Object.entries(record)
    .map(([name, value]) => `${name} ${describeValue(value)}`)
    .join(', ');
}

function describeValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null && 'kind' in value) {
    const { kind, ...rest } = value;
    return [kind, fields(rest)].filter((text) => text !== '').join(', ');
  }
  return JSON.stringify(value);
}

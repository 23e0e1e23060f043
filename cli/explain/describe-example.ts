import type { AccountSnapshot } from '../../shared/perimeter/account.ts';
import type { Example } from '../../shared/rules/rule.ts';
import type { Scope } from '../../shared/rules/scope.ts';

/** A part of an example as it is shown: what it is, and its text. */
export type Part = { readonly label: string; readonly language: 'yaml' | 'json' | ''; readonly text: string };

/** What an example says, part by part; the rest is as in a key that keeps to every rule. */
export function partsOf(
  { standard, approved, statements, snapshot, baseline, change }: Example<Scope>,
  scope: Scope = 'key',
): readonly Part[] {
  const policy = scope === 'vpc-endpoint' ? 'The endpoint policy' : 'The key policy';
  return [
    ...(standard === undefined ? [] : [part('The standard says', 'yaml', standard.trim())]),
    ...(approved === undefined ? [] : [part('The approved policy', 'json', statementsJson(approved))]),
    ...(statements === undefined ? [] : [part(policy, 'json', statementsJson(statements))]),
    ...(baseline === undefined
      ? []
      : [part('Approved', '', baseline === 'none' ? 'nothing' : fields(baseline))]),
    ...(snapshot === undefined ? [] : [...attached(snapshot), ...looks(snapshot)]),
    ...(change === undefined ? [] : [part('The change', '', describeChange(change))]),
  ];
}

/** A name begins a line, whichever way it is written. */
export const capitalised = (name: string) => name.slice(0, 1).toUpperCase() + name.slice(1);

const part = (label: string, language: Part['language'], text: string): Part => ({ label, language, text });

/** How the thing looks, but for the service control policies over it, which have parts of their own. */
function looks(snapshot: object): readonly Part[] {
  const { levels, ...rest } = snapshot as { readonly levels?: AccountSnapshot['levels'] };
  const told = fields(levels?.length === 0 ? snapshot : rest);
  return told === '' ? [] : [part('It is', '', told)];
}

function attached(snapshot: object): readonly Part[] {
  const { levels = [] } = snapshot as { readonly levels?: AccountSnapshot['levels'] };
  return levels.flatMap(({ target, policies }) => {
    const names = policies.map(({ name }) => name).join(' and ') || 'nothing';
    const written = policies.filter(({ id }) => id !== 'p-FullAWSAccess');
    return [
      part(`Attached to ${target}`, '', names),
      ...written.map(({ name, text }) => {
        const { Statement = [] } = JSON.parse(text) as { readonly Statement?: readonly object[] };
        return part(`The statements of ${name}`, 'json', statementsJson(Statement));
      }),
    ];
  });
}

/** One statement, or a list: how many there are shows at once. */
function statementsJson(statements: readonly object[]): string {
  return JSON.stringify(statements.length === 1 ? statements[0] : statements, null, 2);
}

function describeChange({
  operation,
  by,
  key,
  through,
  details = {},
}: NonNullable<Example['change']>): string {
  const told = fields(details);
  const who = by.replace(/^arn:aws:iam::111122223333:/, '').replace(/^root$/, 'the root user');
  const way = through === undefined ? '' : ` through ${through}`;
  const on = key === undefined ? '' : `, key ${key}`;
  return `${operation} by ${who}${way}${told === '' ? '' : `, ${told}`}${on}`;
}

function fields(record: object): string {
  return Object.entries(record)
    .map(([name, value]) => `${name} ${describeValue(value)}`)
    .join(', ');
}

function describeValue(value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null && 'kind' in value) {
    const { kind, ...rest } = value;
    return [kind, fields(rest)].filter((text) => text !== '').join(', ');
  }
  return JSON.stringify(value);
}

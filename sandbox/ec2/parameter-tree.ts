import type { QueryParameters } from '../wire/query-parameters.ts';

/** Query parameters as the structure they describe: texts, structures and numbered lists. */
export type Tree = string | readonly Tree[] | { readonly [name: string]: Tree };

/** `IpPermissions.1.IpProtocol=tcp` gives `{ IpPermissions: [{ IpProtocol: 'tcp' }] }`. */
export function treeOf(parameters: QueryParameters): Tree {
  const whole = parameters.get('');
  if (whole !== undefined) return whole;
  const members = new Map<string, Map<string, string>>();
  for (const [path, value] of parameters) {
    const [name = '', ...rest] = path.split('.');
    members.set(name, (members.get(name) ?? new Map<string, string>()).set(rest.join('.'), value));
  }
  const names = [...members.keys()];
  if (names.length > 0 && names.every((name) => /^\d+$/.test(name)))
    return [...members].sort(([a], [b]) => Number(a) - Number(b)).map(([, member]) => treeOf(member));
  return Object.fromEntries([...members].map(([name, member]) => [name, treeOf(member)]));
}

/** The parameters of an AWS query-protocol call, such as `MessageAttributes.entry.1.Name`. */
export type QueryParameters = ReadonlyMap<string, string>;

export function readParameters(body: string): QueryParameters {
  return new Map(new URLSearchParams(body));
}

/** The parameters below each numbered entry of a list: `Prefix.1.Name` gives `Name`. */
export function entriesAt(parameters: QueryParameters, prefix: string): readonly QueryParameters[] {
  const entries = new Map<number, Map<string, string>>();
  for (const [name, value] of parameters) {
    if (!name.startsWith(`${prefix}.`)) continue;
    const [number = '', ...rest] = name.slice(prefix.length + 1).split('.');
    const entry = entries.get(Number(number)) ?? new Map<string, string>();
    entry.set(rest.join('.'), value);
    entries.set(Number(number), entry);
  }
  return [...entries].sort(([a], [b]) => a - b).map(([, entry]) => entry);
}

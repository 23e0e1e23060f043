import { entriesAt, type QueryParameters } from '../wire/query-parameters.ts';
import { invalidValue } from './errors.ts';
import { listed } from './input.ts';
import type { Tags } from './tags.ts';

/** What the filters of a resource compare: by filter name, the values that a resource has for it. */
export type Filterable<T> = Readonly<Record<string, (resource: T) => readonly string[]>>;

/**
 * Those that pass every filter. A filter passes a resource that has one of its values; `*` and `?` stand for any
 * characters.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html
 */
export function filtered<T extends { readonly tags?: Tags }>(
  all: readonly T[],
  parameters: QueryParameters,
  filterable: Filterable<T>,
): readonly T[] {
  return entriesAt(parameters, 'Filter').reduce((left, filter) => {
    const name = filter.get('Name') ?? '';
    const valuesOf = Object.hasOwn(filterable, name) ? filterable[name] : tagFilter(name);
    if (valuesOf === undefined) throw invalidValue(`The filter '${name}' is invalid`);
    const wanted = listed(filter, 'Value').map(pattern);
    return left.filter((resource) =>
      valuesOf(resource).some((value) => wanted.some((each) => each.test(value))),
    );
  }, all);
}

function tagFilter(name: string): ((resource: { readonly tags?: Tags }) => readonly string[]) | undefined {
  if (name === 'tag-key') return ({ tags }) => [...(tags ?? new Map()).keys()];
  if (!name.startsWith('tag:')) return undefined;
  return ({ tags }) => [tags?.get(name.slice('tag:'.length))].filter((value) => value !== undefined);
}

function pattern(value: string): RegExp {
  const source = value
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 's');
}

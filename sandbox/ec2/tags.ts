import { entriesAt, type QueryParameters } from '../wire/query-parameters.ts';
import type { Xml } from '../wire/xml.ts';
import { invalidValue } from './errors.ts';

export type Tags = ReadonlyMap<string, string>;

/** The tags that a call gives to what it makes, which must be of this type. */
export function tagsIn(parameters: QueryParameters, type: string): Tags {
  const tags = new Map<string, string>();
  for (const specification of entriesAt(parameters, 'TagSpecification')) {
    const given = specification.get('ResourceType') ?? '';
    if (given !== type)
      throw invalidValue(`'${given}' is not a valid taggable resource type for this operation.`);
    for (const tag of entriesAt(specification, 'Tag')) tags.set(tag.get('Key') ?? '', tag.get('Value') ?? '');
  }
  return tags;
}

export function tagSet(tags: Tags): Xml {
  return [...tags].map(([key, value]) => ({ key, value }));
}

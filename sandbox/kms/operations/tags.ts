import { invalid, KmsError } from '../errors.ts';
import { type Json, records, requiredText, texts } from '../input.ts';
import type { Operation } from '../operation.ts';
import { page } from '../paging.ts';

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html */
export function tagsIn(tags: readonly Json[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const tag of tags) {
    const key = requiredText(tag, 'TagKey');
    const value = requiredText(tag, 'TagValue');
    const place = `tags.${found.size + 1}.member`;
    if (key.length > 128) throw tooLong(key, `${place}.tagKey`, 128);
    if (value.length > 256) throw tooLong(value, `${place}.tagValue`, 256);
    if (/^aws:/i.test(key)) throw new KmsError('TagException', 'Tags beginning with aws: are reserved');
    if (found.has(key)) throw new KmsError('TagException', 'Duplicate tag keys');
    found.set(key, value);
  }
  if (found.size > 50) throw new KmsError('TagException', 'Too many tags');
  return found;
}

const tooLong = (value: string, place: string, most: number) =>
  invalid(
    `1 validation error detected: Value '${value}' at '${place}' failed to satisfy constraint: Member must have length less than or equal to ${most}`,
  );

const tagResource: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key, input) {
    const tags = tagsIn(records(input, 'Tags'));
    if (new Set([...key.tags.keys(), ...tags.keys()]).size > 50)
      throw new KmsError('TagException', 'Too many tags');
    for (const [name, value] of tags) key.tags.set(name, value);
    return {};
  },
};

const untagResource: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key, input) {
    for (const name of texts(input, 'TagKeys')) key.tags.delete(name);
    return {};
  },
};

const listResourceTags: Operation = {
  on: 'KeyId',
  mutates: false,
  run(key, input) {
    const tags = [...key.tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
    const { items, ...more } = page(tags, input, 50);
    return { Tags: items, ...more };
  },
};

export const tagOperations: Readonly<Record<string, Operation>> = {
  TagResource: tagResource,
  UntagResource: untagResource,
  ListResourceTags: listResourceTags,
};

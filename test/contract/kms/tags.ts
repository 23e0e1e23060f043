import {
  CreateKeyCommand,
  ListResourceTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-kms';
import { type Case, ending, type Subject, type Target } from '../target.ts';
import { newKeyId } from './new-key.ts';

const tag = (TagKey: string, TagValue = 'value') => ({ TagKey, TagValue });

const tagsOf = async ({ kms }: Target, KeyId: string) => {
  const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId }));
  return Object.fromEntries(Tags.map(({ TagKey, TagValue }) => [TagKey, TagValue]));
};

/** How a new key and one that is there take the same tags. */
const taking = (what: string, Tags: readonly ReturnType<typeof tag>[], aws: string): Case => ({
  name: `${what} ${aws === 'answered' ? 'is taken' : 'is refused'}`,
  async seen(target) {
    const KeyId = await newKeyId(target);
    return [
      await ending(target.kms.send(new TagResourceCommand({ KeyId, Tags: [...Tags] }))),
      await ending(target.kms.send(new CreateKeyCommand({ Tags: [...Tags] }))),
    ];
  },
  aws: [aws, aws],
});

const numbered = (count: number) => Array.from({ length: count }, (_, at) => tag(`tag-${at}`));

export const tags: Subject = {
  name: 'tags',
  pages: [
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html',
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html',
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_Tag.html',
  ],
  cases: [
    {
      name: 'a key is made with tags',
      seen: async (target) => tagsOf(target, await newKeyId(target, { Tags: [tag('a', '1'), tag('b', '')] })),
      aws: { a: '1', b: '' },
    },
    {
      name: 'tags are added, overwritten and taken away',
      async seen(target) {
        const KeyId = await newKeyId(target, { Tags: [tag('a', '1'), tag('b', '1')] });
        await target.kms.send(new TagResourceCommand({ KeyId, Tags: [tag('b', '2'), tag('c', '2')] }));
        await target.kms.send(new UntagResourceCommand({ KeyId, TagKeys: ['a', 'never there'] }));
        return tagsOf(target, KeyId);
      },
      aws: { b: '2', c: '2' },
    },
    taking('a tag key of 128 characters', [tag('k'.repeat(128))], 'answered'),
    taking('a tag key of 129 characters', [tag('k'.repeat(129))], 'ValidationException'),
    taking('a tag value of 257 characters', [tag('k', 'v'.repeat(257))], 'ValidationException'),
    taking('a tag of AWS’s own', [tag('aws:owner')], 'TagException'),
    taking('a tag given twice', [tag('k', '1'), tag('k', '2')], 'TagException'),
    taking('a list of 50 tags', numbered(50), 'answered'),
    taking('a list of 51 tags', numbered(51), 'TagException'),
  ],
};

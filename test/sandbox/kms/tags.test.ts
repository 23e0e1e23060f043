import { describe, expect, test } from '@jest/globals';
import { newScene } from './scene.ts';

const tag = (TagKey: string, TagValue = 'value') => ({ TagKey, TagValue });
const numbered = (count: number) => Array.from({ length: count }, (_, at) => tag(`tag-${at}`));

// The codes are those that KMS was recorded to answer.
describe('tags', () => {
  test.each([
    ['a key of 128 characters', [tag('k'.repeat(128))], 'accepted'],
    ['a key of 129 characters', [tag('k'.repeat(129))], 'ValidationException'],
    ['a value of 256 characters', [tag('k', 'v'.repeat(256))], 'accepted'],
    ['a value of 257 characters', [tag('k', 'v'.repeat(257))], 'ValidationException'],
    ['a reserved key', [tag('aws:owner')], 'TagException'],
    ['a reserved key in capitals', [tag('AWS:owner')], 'TagException'],
    ['the same key twice', [tag('k', 'a'), tag('k', 'b')], 'TagException'],
    ['50 tags', numbered(50), 'accepted'],
    ['51 tags', numbered(51), 'TagException'],
  ])('%s', (_, Tags, answer) => {
    const { newKey, codeOf } = newScene();
    expect(codeOf('CreateKey', { Tags })).toBe(answer);
    expect(codeOf('TagResource', { KeyId: newKey(), Tags })).toBe(answer);
  });
});

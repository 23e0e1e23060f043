import { describe, expect, test } from '@jest/globals';
import { countingTags, tagsOf } from '../../shared/rules/counting-tags.ts';
import { change, policy, role, snapshot, statement, subject } from './subject.ts';

describe('tags that count', () => {
  test('are those of the exact condition key', () => {
    const policyOf = (key: string) =>
      policy(statement('A', role('KeyUser'), 'kms:Decrypt', { Condition: { StringEquals: { [key]: 'x' } } }));
    const counts = (key: string) =>
      countingTags(subject({ snapshot: snapshot({ policy: policyOf(key) }) }), [
        'project',
        'aws:resourcetag/project',
      ]).map((each) => each.key);
    expect(counts('aws:ResourceTag/Project')).toEqual(['project']);
    expect(counts('aws:PrincipalTag/project')).toEqual([]);
    expect(counts('x:aws:ResourceTag/project')).toEqual([]);
  });

  test.each([
    ['${aws:ResourceTag/Project}', ['project']],
    ["x-${  AWS:resourcetag/PROJECT , 'none'}-${aws:ResourceTag/other}", ['project', 'other']],
    ['${aws:ResourceTag/cost center}', ['cost center']],
    ['${aws:PrincipalTag/project}', []],
    ['aws:ResourceTag/project', []],
  ])('are those that a variable stands for: %s', (value, found) => {
    const byVariable = policy(
      statement('A', role('KeyUser'), 'kms:Decrypt', {
        Condition: { StringEquals: { 'aws:PrincipalTag/team': value } },
      }),
    );
    const counting = countingTags(subject({ snapshot: snapshot({ policy: byVariable }) }), [
      'project',
      'other',
      'cost center',
      'cost',
      'aws:resourcetag/project',
    ]);
    expect(counting.map((each) => each.key)).toEqual(found);
  });
});

test('tags are set and removed by changes to tags alone', () => {
  expect(tagsOf(change('TagResource', { tags: { a: '1', b: '2' } }))).toEqual(['a', 'b']);
  expect(tagsOf(change('UntagResource', { tagKeys: ['c'] }))).toEqual(['c']);
  expect(tagsOf(change('DisableKey', {}))).toEqual([]);
});

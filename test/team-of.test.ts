import { expect, test } from '@jest/globals';
import type { Subject } from '../shared/rules/rule.ts';
import { teamOf } from '../shared/team-of.ts';

/** A key with these tags, of which these are approved. */
const key = (tags: Readonly<Record<string, string>>, approved?: Readonly<Record<string, string>>) =>
  ({ snapshot: { tags }, ...(approved && { baseline: { tags: approved } }) }) as Pick<
    Subject<'key'>,
    'snapshot' | 'baseline'
  >;

test.each([
  ['is told by its tag', key({ team: 'payments' }), 'payments'],
  ['is the approved one, whoever set another', key({ team: 'nobody' }, { team: 'payments' }), 'payments'],
  ['is the one it has where none is approved', key({ team: 'payments' }, {}), 'payments'],
  ['is none without the tag', key({ owner: 'x' }), undefined],
  ['is none by a name that every object has', key({}), undefined],
])('the team of a key %s', (_, subject, team) => {
  expect(teamOf(subject, 'team')).toBe(team);
  expect(teamOf(subject, 'toString')).toBeUndefined();
});

test('what has no tags has no team', () => {
  const trail = { snapshot: { arn: 'arn:x' } } as unknown as Pick<Subject<'trail'>, 'snapshot'>;
  expect(teamOf(trail, 'team')).toBeUndefined();
});

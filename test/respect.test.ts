import { describe, expect, test } from '@jest/globals';
import { respect, withEnded } from '../shared/respect.ts';
import type { Finding, Remedy } from '../shared/rules/rule.ts';

const finding = (remedy?: Remedy): Finding => ({
  rule: 'r',
  severity: 'high',
  message: 'm',
  evidence: ['e'],
  fix: 'f',
  statements: [],
  ...(remedy && { remedy }),
});
const decision = {
  remedy: 'enable-key',
  state: 'Disabled',
  by: 'role/Admin',
  why: 'an audit',
  at: '2026-11-24T10:00:00Z',
  undoes: 'c1',
} as const;
const history = { remediations: [], respected: [decision] };

test('what a person put back stands, and it is told by whom', () => {
  const [found] = respect([finding('enable-key')], history, () => 'Disabled');
  expect(found?.respected).toBe(decision);
  expect(found?.evidence).toEqual(['e', 'put back by role/Admin on 2026-11-24T10:00:00Z: an audit']);
});

test.each([
  ['it has changed since', finding('enable-key'), 'PendingDeletion'],
  ['it is about something else', finding('cancel-deletion'), 'Disabled'],
  ['nobody can say what the state is', finding('enable-key'), undefined],
  ['nothing would be put right', finding(), 'Disabled'],
])('it does not stand where %s', (_, found, state) => {
  expect(respect([found], history, () => state)).toEqual([found]);
});

describe('a decision', () => {
  const minute = 60_000;
  const at = Date.parse(decision.at);
  const ended = (state: string | undefined, later: number, more: object = {}) =>
    withEnded({ ...history, respected: [{ ...decision, ...more }] }, () => state, at + later);

  test('ends when the state has become another: that it comes back is told as new', () => {
    const then = ended('Enabled', 6 * minute);
    expect(then?.respected?.[0]?.endedAt).toBe(new Date(at + 6 * minute).toISOString());
    const found = finding('enable-key');
    expect(respect([found], then ?? history, () => 'Disabled')).toEqual([found]);
  });

  test.each([
    ['the state is the one decided on', 'Disabled', 6 * minute, {}],
    ['what is read may be older than what was put back', 'Enabled', 5 * minute, {}],
    ['nobody can say what the state is', undefined, 6 * minute, {}],
    ['it is about one grant, and another is looked at', 'another', 6 * minute, { remedy: 'revoke-grant' }],
    ['it has ended before', 'Enabled', 6 * minute, { endedAt: decision.at }],
  ])('does not end where %s', (_, state, later, more) => {
    expect(ended(state, later, more)).toBeUndefined();
  });

  test('of which the state has two names stands by either', () => {
    const pending = { ...decision, remedy: 'cancel-deletion', state: 'PendingDeletion' } as const;
    const respected = [pending, { ...pending, state: 'PendingReplicaDeletion' }];
    expect(
      withEnded({ ...history, respected }, () => 'PendingReplicaDeletion', at + 6 * minute),
    ).toBeUndefined();
  });
});

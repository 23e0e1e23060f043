import { describe, expect, test } from '@jest/globals';
import { deletionWindow } from '../../shared/rules/deletion-window.ts';
import { keyEnabled } from '../../shared/rules/key-enabled.ts';
import { noUnauthorizedDeletion } from '../../shared/rules/no-unauthorized-deletion.ts';
import * as given from './subject.ts';

const doomed = given.snapshot({ state: 'PendingDeletion', deletionDate: '2026-12-09T10:00:00Z' });
const scheduled = (by: string, pendingWindowInDays?: number) =>
  given.subject({
    snapshot: doomed,
    change: given.change(
      'ScheduleKeyDeletion',
      pendingWindowInDays === undefined ? {} : { pendingWindowInDays },
      by,
    ),
  });
const administrator = given.role('KeyAdministrator');
const root = `arn:aws:iam::${given.account}:root`;

describe('no-unauthorized-deletion', () => {
  test.each([
    ['an owner', given.role('KeyOwner')],
    ['the root user', root],
    ['a role of the same name in another account', 'arn:aws:iam::444455556666:role/KeyAdministrator'],
  ])('%s may not schedule a deletion', (_, by) => {
    expect(noUnauthorizedDeletion.check(scheduled(by))).toMatchObject([{ remedy: 'cancel-deletion' }]);
  });

  test('an administrator may', () => {
    expect(noUnauthorizedDeletion.check(scheduled(administrator))).toEqual([]);
  });

  test('nobody named in the record is nobody allowed', () => {
    const subject = scheduled(administrator);
    const change = { ...given.change('ScheduleKeyDeletion', {}), actor: { kind: 'unknown' as const } };
    expect(noUnauthorizedDeletion.check({ ...subject, change })).toHaveLength(1);
  });

  test('a deletion that was cancelled since is nothing to put right', () => {
    expect(noUnauthorizedDeletion.check({ ...scheduled(root), snapshot: given.snapshot() })).toEqual([]);
  });
});

describe('deletion-window', () => {
  test.each([
    ['7 days', 7, 1],
    ['29 days', 29, 1],
    ['30 days', 30, 0],
    ['KMS’s default of 30 days', undefined, 0],
  ])('%s against a minimum of 30', (_, days, found) => {
    expect(deletionWindow.check(scheduled(administrator, days))).toHaveLength(found);
  });
});

describe('key-enabled', () => {
  const disabled = (by: string) =>
    given.subject({
      snapshot: given.snapshot({ state: 'Disabled' }),
      change: given.change('DisableKey', {}, by),
    });

  test('a person’s disabling is undone', () => {
    expect(keyEnabled.check(disabled(administrator))).toMatchObject([{ remedy: 'enable-key' }]);
  });

  test('a pipeline may disable a key', () => {
    expect(keyEnabled.check(disabled(given.role('Deploy')))).toEqual([]);
  });

  test('a key whose baseline is disabled stays so', () => {
    const subject = { ...disabled(root), baseline: given.baseline({ state: 'Disabled' }) };
    expect(keyEnabled.check(subject)).toEqual([]);
  });
});

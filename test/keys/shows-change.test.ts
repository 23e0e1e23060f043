import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../shared/events/change.ts';
import { showsChange } from '../../shared/keys/shows-change.ts';
import type { KeySnapshot } from '../../shared/keys/snapshot.ts';
import * as given from '../rules/subject.ts';

const other = given.policy(given.statement('Users', given.role('KeyUser'), ['kms:Decrypt', 'kms:Encrypt']));
const respelled = given.policy(
  given.statement('Users', given.role('KeyUser'), ['kms:Encrypt', 'kms:Decrypt']),
);
const on = { kind: 'enabled', periodInDays: 90 } as const;
const off = { kind: 'disabled' } as const;

const cases: readonly [Change, shown: Partial<KeySnapshot>, notShown: Partial<KeySnapshot>][] = [
  [given.putPolicy(other), { policy: respelled }, { policy: given.approvedPolicy }],
  [given.change('ScheduleKeyDeletion', {}), { state: 'PendingDeletion' }, { state: 'Enabled' }],
  [given.change('ScheduleKeyDeletion', {}), { state: 'PendingReplicaDeletion' }, { state: 'Disabled' }],
  [given.change('CancelKeyDeletion', {}), { state: 'Disabled' }, { state: 'PendingDeletion' }],
  [given.change('CancelKeyDeletion', {}), { state: 'Enabled' }, { state: 'PendingReplicaDeletion' }],
  [given.change('DisableKey', {}), { state: 'Disabled' }, { state: 'Enabled' }],
  [given.change('EnableKey', {}), { state: 'Enabled' }, { state: 'Disabled' }],
  [given.change('DisableKeyRotation', {}), { rotation: off }, { rotation: on }],
  [given.change('EnableKeyRotation', {}), { rotation: on }, { rotation: off }],
  [given.change('DeleteImportedKeyMaterial', {}), { state: 'PendingImport' }, { state: 'Enabled' }],
  [given.change('TagResource', { tags: { a: '1' } }), { tags: { a: '1', b: '2' } }, { tags: { a: '2' } }],
  [given.change('UntagResource', { tagKeys: ['a'] }), { tags: { b: '2' } }, { tags: { a: '1' } }],
  [given.change('DeleteAlias', { alias: 'alias/a' }), { aliases: ['alias/b'] }, { aliases: ['alias/a'] }],
];

describe('a key shows a change', () => {
  test.each(cases)('%j', (change, shown, notShown) => {
    expect(showsChange(change, given.snapshot(shown))).toBe(true);
    expect(showsChange(change, given.snapshot(notShown))).toBe(false);
  });

  test('that a snapshot holds nothing of', () => {
    const grant = given.change('CreateGrant', { operations: [], grantId: 'g' });
    expect(showsChange(grant, given.snapshot())).toBe(true);
    const cut = given.change('PutKeyPolicy', { bypassedLockoutCheck: false });
    expect(showsChange(cut, given.snapshot())).toBe(true);
    expect(showsChange(given.change('DeleteAlias', {}), given.snapshot())).toBe(true);
  });
});

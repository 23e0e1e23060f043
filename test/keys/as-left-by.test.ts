import { describe, expect, test } from '@jest/globals';
import { asLeftBy } from '../../shared/keys/as-left-by.ts';
import * as given from '../rules/subject.ts';

describe('a key as a change left it', () => {
  test.each([
    [given.putPolicy('{}'), { policy: '{}' }],
    [given.change('ScheduleKeyDeletion', {}), { state: 'PendingDeletion' }],
    [given.change('DisableKey', {}), { state: 'Disabled' }],
    [given.change('DisableKeyRotation', {}), { rotation: { kind: 'disabled' } }],
  ] as const)('%j', (change, left) => {
    expect(asLeftBy(change, given.snapshot())).toEqual({ ...given.snapshot(), ...left });
  });

  test.each([
    [given.putPolicy(given.approvedPolicy), {}],
    [given.change('PutKeyPolicy', { bypassedLockoutCheck: false }), {}],
    [given.change('ScheduleKeyDeletion', {}), { state: 'PendingDeletion' }],
    [given.change('DisableKey', {}), { state: 'Disabled' }],
    [given.change('DisableKeyRotation', {}), { rotation: { kind: 'disabled' } }],
    [given.change('EnableKey', {}), {}],
  ] as const)('is nothing to tell apart after %j', (change, over) => {
    expect(asLeftBy(change, given.snapshot(over))).toBeUndefined();
  });
});

import { describe, expect, test } from '@jest/globals';
import type { KeySnapshot } from '../../shared/keys/snapshot.ts';
import { rotationEnabled } from '../../shared/rules/rotation-enabled.ts';
import { rotationPeriod } from '../../shared/rules/rotation-period.ts';
import * as given from './subject.ts';

const key = (over: Partial<KeySnapshot>) => given.subject({ snapshot: given.snapshot(over) });

describe('rotation-enabled', () => {
  test('a key that could rotate and does not is found', () => {
    expect(rotationEnabled.check(key({ rotation: { kind: 'disabled' } }))).toMatchObject([
      { remedy: 'enable-rotation' },
    ]);
  });

  test.each<[string, Partial<KeySnapshot>]>([
    ['a key that rotates', {}],
    ['a key that KMS cannot rotate', { rotation: { kind: 'unsupported' } }],
    ['a key that awaits deletion', { rotation: { kind: 'disabled' }, state: 'PendingDeletion' }],
    ['an AWS managed key', { rotation: { kind: 'disabled' }, manager: 'AWS' }],
  ])('%s is fine', (_, over) => {
    expect(rotationEnabled.check(key(over))).toEqual([]);
  });

  test('a standard that does not ask for rotation finds nothing', () => {
    const governance = given.governance({ rotation: { enabled: false, periodInDays: 365 } });
    expect(rotationEnabled.check({ ...key({ rotation: { kind: 'disabled' } }), governance })).toEqual([]);
  });
});

describe('rotation-period', () => {
  test.each([
    [365, 0],
    [366, 1],
    [2560, 1],
  ])('%i days against 365', (periodInDays, found) => {
    expect(rotationPeriod.check(key({ rotation: { kind: 'enabled', periodInDays } }))).toHaveLength(found);
  });
});

import { expect, test } from '@jest/globals';
import { exampleSubject } from '../../cli/explain/example-subject.ts';
import type { KeySnapshot, LastUse } from '../../shared/keys/snapshot.ts';
import { keyInUse } from '../../shared/rules/key-in-use.ts';

const found = (snapshot: Partial<KeySnapshot>) =>
  keyInUse.check(
    exampleSubject({
      name: 'a deletion',
      standard: 'deletion: { unusedForDays: 90 }',
      snapshot: { state: 'PendingDeletion', ...snapshot },
      change: { operation: 'ScheduleKeyDeletion', by: 'role/KeyAdministrator' },
    }),
  );

const at = '2026-11-01T09:00:00.000Z';

test.each<readonly [string, LastUse, string, readonly string[]]>([
  [
    'when it was used, and for what',
    { kind: 'used', at, operation: 'Decrypt' },
    `The key was last used on ${at} (Decrypt); the standard asks`,
    [],
  ],
  [
    'when it was used, where KMS does not tell for what',
    { kind: 'used', at },
    `The key was last used on ${at}; the standard asks`,
    [],
  ],
  [
    'since when its use would be known',
    { kind: 'unused', since: at },
    `KMS keeps track of the key’s use only since ${at}`,
    [],
  ],
  [
    'why its use is not known',
    { kind: 'unknown', why: 'AccessDeniedException' },
    'Nobody can say when',
    ['could not be read: AccessDeniedException'],
  ],
])('A key that may be in use is told with %s', (_, lastUse, message, evidence) => {
  expect(found({ lastUse, deletionDate: '2026-12-02T10:00:00.000Z' })).toEqual([
    {
      message: expect.stringContaining(message),
      evidence: ['deleted on 2026-12-02T10:00:00.000Z', ...evidence],
      remedy: 'cancel-deletion',
    },
  ]);
});

test('A key that nobody asked KMS about, and whose end is not known, is told with both', () => {
  expect(found({})[0]?.evidence).toEqual([
    'deleted on an unknown date',
    'could not be read: nobody asked KMS',
  ]);
});

import type { LastUse } from '../keys/snapshot.ts';
import { isAwaitingDeletion } from './awaiting-deletion.ts';
import type { Examples, Rule } from './rule.ts';

export const keyInUse: Rule = {
  id: 'key-in-use',
  title: 'A key that is scheduled for deletion has not been used for long',
  severity: 'critical',
  area: 'deletion',
  duty: 'lifecycle',
  rationale:
    'A key that was used not long ago protects data that somebody reads. KMS knows the last use that succeeded; what uses the key once a year shows itself only in the waiting period.',
  fix: 'Find out who uses the key, move them to another one, disable this one for a while, and only then schedule its deletion.',
  controls: { nist: ['SC-12', 'SC-12(1)'] },
  check({ snapshot, change, governance }) {
    const { unusedForDays } = governance.deletion;
    if (unusedForDays === 0 || change?.operation !== 'ScheduleKeyDeletion') return [];
    if (!isAwaitingDeletion(snapshot)) return [];
    const lastUse = snapshot.lastUse ?? { kind: 'unknown', why: 'nobody asked KMS' };
    const why = whyInUse(lastUse, Date.parse(change.at) - unusedForDays * dayMs);
    if (why === undefined) return [];
    return [
      {
        message: `${why}; the standard asks that a key lies unused for ${unusedForDays} days before its deletion is scheduled.`,
        evidence: [
          `deleted on ${snapshot.deletionDate ?? 'an unknown date'}`,
          ...(lastUse.kind === 'unknown' ? [`could not be read: ${lastUse.why}`] : []),
        ],
        remedy: 'cancel-deletion',
      },
    ];
  },
};

const dayMs = 86_400_000;

/** Why a key counts as in use; undefined where KMS saw no use of it since `then`, in milliseconds. */
function whyInUse(lastUse: LastUse, then: number): string | undefined {
  switch (lastUse.kind) {
    case 'used': {
      const { at, operation } = lastUse;
      return Date.parse(at) > then ? `The key was last used on ${at}${by(operation)}` : undefined;
    }
    case 'unused':
      return Date.parse(lastUse.since) > then
        ? `KMS keeps track of the key’s use only since ${lastUse.since}, so it counts as in use`
        : undefined;
    case 'never':
      return undefined;
    case 'unknown':
      return 'Nobody can say when the key was last used, so it counts as in use';
  }
}

const by = (operation: string | undefined) => (operation === undefined ? '' : ` (${operation})`);

const standard = 'deletion: { unusedForDays: 90 }';
const scheduled = { operation: 'ScheduleKeyDeletion', by: 'role/KeyAdministrator' };
const pending = { state: 'PendingDeletion', deletionDate: '2026-12-02T10:00:00.000Z' } as const;

export const examples: Examples = {
  wrong: [
    {
      name: 'Somebody decrypted with the key the day before',
      standard,
      snapshot: {
        ...pending,
        lastUse: { kind: 'used', at: '2026-11-01T09:00:00.000Z', operation: 'Decrypt' },
      },
      change: scheduled,
    },
    {
      name: 'The key was used one second too late',
      standard,
      snapshot: { ...pending, lastUse: { kind: 'used', at: '2026-08-04T10:00:01.000Z' } },
      change: scheduled,
    },
    {
      name: 'The guardian may not ask when the key was last used',
      standard,
      snapshot: { ...pending, lastUse: { kind: 'unknown', why: 'AccessDeniedException' } },
      change: scheduled,
    },
    { name: 'Nobody asked KMS', standard, snapshot: { state: 'PendingReplicaDeletion' }, change: scheduled },
    {
      name: 'KMS has kept track of the key for a week only',
      standard,
      snapshot: { ...pending, lastUse: { kind: 'unused', since: '2026-10-26T00:00:00.000Z' } },
      change: scheduled,
    },
  ],
  right: [
    {
      name: 'The key was last used just so long ago',
      standard,
      snapshot: { ...pending, lastUse: { kind: 'used', at: '2026-08-04T10:00:00.000Z' } },
      change: scheduled,
    },
    {
      name: 'Nobody has used the key since KMS keeps track of it, long ago',
      standard,
      snapshot: { ...pending, lastUse: { kind: 'unused', since: '2026-01-01T00:00:00.000Z' } },
      change: scheduled,
    },
    {
      name: 'Nobody has used the key since KMS keeps track of it, just so long ago',
      standard,
      snapshot: { ...pending, lastUse: { kind: 'unused', since: '2026-08-04T10:00:00.000Z' } },
      change: scheduled,
    },
    {
      name: 'The key was created yesterday, and never used',
      standard,
      snapshot: { ...pending, lastUse: { kind: 'never' } },
      change: scheduled,
    },
    {
      name: 'The standard does not ask',
      snapshot: { ...pending, lastUse: { kind: 'used', at: '2026-11-01T09:00:00.000Z' } },
      change: scheduled,
    },
    {
      name: 'The standard does not ask, and so nobody asked KMS',
      snapshot: pending,
      change: scheduled,
    },
    {
      name: 'The deletion has been cancelled since',
      standard,
      snapshot: { lastUse: { kind: 'used', at: '2026-11-01T09:00:00.000Z' } },
      change: scheduled,
    },
    {
      name: 'The key awaits deletion, and something else was done to it',
      standard,
      snapshot: pending,
      change: { operation: 'DisableKeyRotation', by: 'role/KeyAdministrator' },
    },
  ],
};

import { describeActor } from '../events/describe-actor.ts';
import type { Examples, Rule } from './rule.ts';
import { isSanctioned } from './sanctioned.ts';

export const importedMaterial: Rule = {
  id: 'imported-material',
  title: 'A key keeps the key material that was imported into it',
  severity: 'critical',
  area: 'deletion',
  duty: 'lifecycle',
  rationale:
    'Without its material a key decrypts nothing, at once and with no waiting period. KMS keeps no copy: only whoever still has the material can bring the key back.',
  fix: 'Import the same key material again (GetParametersForImport, then ImportKeyMaterial): KMS takes no other for what is already encrypted, and a key with several materials needs every one of them.',
  controls: { nist: ['SC-12', 'SC-12(1)'] },
  check(subject) {
    const { snapshot, baseline, change } = subject;
    if (snapshot.origin !== 'EXTERNAL' || snapshot.state !== 'PendingImport') return [];
    const deleted = change?.operation === 'DeleteImportedKeyMaterial';
    if (deleted && isSanctioned(subject)) return [];
    // A key that was never known to have material waits for its first import.
    const had = deleted || (baseline !== undefined && baseline.state !== 'PendingImport');
    if (!had) return [];
    return [
      {
        message: deleted
          ? `${describeActor(change.actor)} deleted the key material. The guardian cannot bring it back.`
          : 'The key material is gone: it was deleted, or its time is over. The guardian cannot bring it back.',
        evidence: ['nothing that is encrypted under the key can be decrypted until its material is back'],
      },
    ];
  },
};

const gone = { origin: 'EXTERNAL', state: 'PendingImport', rotation: { kind: 'unsupported' } } as const;

export const examples: Examples = {
  wrong: [
    {
      name: 'An administrator deletes the material',
      snapshot: gone,
      change: { operation: 'DeleteImportedKeyMaterial', by: 'role/KeyAdministrator' },
    },
    {
      name: 'The same, of a key of which nothing is approved',
      snapshot: gone,
      baseline: 'none',
      change: { operation: 'DeleteImportedKeyMaterial', by: 'role/KeyAdministrator' },
    },
    { name: 'The time of the material is over', snapshot: gone },
    {
      name: 'A pipeline does something else to a key whose material is gone',
      snapshot: gone,
      change: { operation: 'CancelKeyDeletion', by: 'role/Deploy' },
    },
  ],
  right: [
    { name: 'The material is there', snapshot: { ...gone, state: 'Enabled' } },
    { name: 'A new key waits for its first import', snapshot: gone, baseline: { state: 'PendingImport' } },
    {
      name: 'A key of which nothing is known waits for its material',
      snapshot: gone,
      baseline: 'none',
      change: { operation: 'DisableKey', by: 'role/KeyAdministrator' },
    },
    {
      name: 'A pipeline deletes the material',
      snapshot: gone,
      change: { operation: 'DeleteImportedKeyMaterial', by: 'role/Deploy' },
    },
    {
      name: 'The material was deleted, and is back',
      snapshot: { ...gone, state: 'Enabled' },
      change: { operation: 'DeleteImportedKeyMaterial', by: 'role/KeyAdministrator' },
    },
    { name: 'A key whose material KMS made', snapshot: { state: 'PendingImport' } },
  ],
};

import type { Examples, Rule } from './rule.ts';

export const materialExpiry: Rule = {
  id: 'material-expiry',
  title: 'Imported key material ends when the standard says, and not unnoticed',
  severity: 'high',
  area: 'deletion',
  duty: 'lifecycle',
  rationale:
    'When its time is over, KMS deletes imported key material, and the key decrypts nothing any more. Of several materials, the first to end stops the key.',
  fix: 'Import the same key material again with the end that is meant: an end cannot be moved in any other way.',
  controls: { nist: ['SC-12', 'SC-12(1)'] },
  check({ snapshot, governance, at }) {
    const { origin, state, materialEndsAt: end } = snapshot;
    if (origin !== 'EXTERNAL' || (state !== 'Enabled' && state !== 'Disabled')) return [];
    const { expires, warnDaysBefore } = governance.importedMaterial;
    if (end === undefined)
      return expires === 'always'
        ? [{ message: 'The key material has no end; the standard asks for one.' }]
        : [];
    const unwanted =
      expires === 'never'
        ? [{ message: `The key material ends on ${end}; the standard asks that it never does.` }]
        : [];
    const isNear = at !== undefined && Date.parse(end) - at < warnDaysBefore * dayMs;
    return isNear
      ? [...unwanted, { message: `The key material ends on ${end}. From then on the key decrypts nothing.` }]
      : unwanted;
  },
};

const dayMs = 86_400_000;

const imported = { origin: 'EXTERNAL', rotation: { kind: 'unsupported' } } as const;
const never = 'importedMaterial: { expires: never, warnDaysBefore: 0 }';
const always = 'importedMaterial: { expires: always }';

export const examples: Examples = {
  wrong: [
    {
      name: 'The material ends in a week',
      snapshot: { ...imported, materialEndsAt: '2026-11-09T10:00:00.000Z' },
      change: { operation: 'EnableKey', by: 'role/KeyAdministrator' },
    },
    {
      name: 'An audit finds that the material of a disabled key ends a second too early',
      standard: 'importedMaterial: { warnDaysBefore: 7 }',
      snapshot: { ...imported, state: 'Disabled', materialEndsAt: '2026-11-09T09:59:59.000Z' },
    },
    {
      name: 'Material that ends, where none may',
      standard: never,
      snapshot: { ...imported, materialEndsAt: '2027-11-01T00:00:00.000Z' },
      change: { operation: 'ImportKeyMaterial', by: 'role/KeyAdministrator' },
    },
    {
      name: 'Material without an end, where it must have one',
      standard: always,
      snapshot: imported,
      change: { operation: 'ImportKeyMaterial', by: 'role/KeyAdministrator' },
    },
  ],
  right: [
    {
      name: 'The material ends in just so many days',
      standard: 'importedMaterial: { warnDaysBefore: 7 }',
      snapshot: { ...imported, materialEndsAt: '2026-11-09T10:00:00.000Z' },
    },
    {
      name: 'Material that ends in a year, as it must',
      standard: always,
      snapshot: { ...imported, materialEndsAt: '2027-11-01T00:00:00.000Z' },
    },
    { name: 'Material that never ends, as it must', standard: never, snapshot: imported },
    { name: 'Nothing is asked, and the material never ends', snapshot: imported },
    {
      name: 'Nobody is to be warned',
      standard: 'importedMaterial: { warnDaysBefore: 0 }',
      snapshot: { ...imported, materialEndsAt: '2026-11-02T10:00:00.000Z' },
    },
    {
      name: 'There is no material yet',
      standard: always,
      snapshot: { ...imported, state: 'PendingImport' },
      baseline: { state: 'PendingImport' },
    },
    {
      name: 'A key that is to be deleted',
      snapshot: { ...imported, state: 'PendingDeletion', materialEndsAt: '2026-11-09T10:00:00.000Z' },
    },
    { name: 'A key whose material KMS made', standard: always },
  ],
};

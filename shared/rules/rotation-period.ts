import type { Examples, Rule } from './rule.ts';

export const rotationPeriod: Rule = {
  id: 'rotation-period',
  title: 'A key rotates at least as often as the standard asks',
  severity: 'medium',
  area: 'creation',
  duty: 'rotation',
  rationale: 'A longer period means that one version of the key material protects more data for longer.',
  fix: 'Shorten the rotation period.',
  controls: {},
  check({ snapshot, governance }) {
    if (!governance.rotation.enabled || snapshot.rotation.kind !== 'enabled') return [];
    const { periodInDays } = snapshot.rotation;
    const longest = governance.rotation.periodInDays;
    if (periodInDays <= longest) return [];
    return [
      {
        message: `The key rotates every ${periodInDays} days; the standard asks for ${longest} or fewer.`,
        remedy: 'enable-rotation',
      },
    ];
  },
};

export const examples: Examples = {
  wrong: [
    { name: 'A day too long', snapshot: { rotation: { kind: 'enabled', periodInDays: 366 } } },
    {
      name: 'Once a year, where four times a year is asked',
      standard: 'rotation: { periodInDays: 90 }',
      snapshot: { rotation: { kind: 'enabled', periodInDays: 365 } },
    },
  ],
  right: [
    { name: 'Just as often as asked', snapshot: { rotation: { kind: 'enabled', periodInDays: 365 } } },
    { name: 'More often than asked', snapshot: { rotation: { kind: 'enabled', periodInDays: 90 } } },
    {
      name: 'The standard does not ask for rotation',
      standard: 'rotation: { enabled: false, periodInDays: 90 }',
      snapshot: { rotation: { kind: 'enabled', periodInDays: 2560 } },
    },
    {
      name: 'A key that does not rotate is another rule’s matter',
      snapshot: { rotation: { kind: 'disabled' } },
    },
  ],
};

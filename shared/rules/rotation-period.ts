import type { Rule } from './rule.ts';

export const rotationPeriod: Rule = {
  id: 'rotation-period',
  title: 'A key rotates at least as often as the standard asks',
  severity: 'medium',
  area: 'creation',
  rationale: 'A longer period means that one version of the key material protects more data for longer.',
  fix: 'Shorten the rotation period.',
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

import { containedAtBirth } from './contained-at-birth.ts';
import type { Examples, Rule } from './rule.ts';

export const keyOrigin: Rule = {
  id: 'key-origin',
  title: 'A key’s material comes from where the standard allows',
  severity: 'medium',
  area: 'creation',
  duty: 'policy',
  rationale:
    'Imported material and key stores of your own are yours to keep: KMS can neither rotate nor restore them.',
  fix: 'Create a key of an allowed origin, and move to it.',
  controls: { nist: ['SC-12'] },
  check(subject) {
    const { snapshot, governance } = subject;
    const { origins } = governance.creation;
    if (origins.length === 0 || snapshot.manager === 'AWS' || origins.includes(snapshot.origin)) return [];
    return [
      {
        message: `The key’s origin is ${snapshot.origin}; the standard allows ${origins.join(', ')}.`,
        ...containedAtBirth(subject),
      },
    ];
  },
};

const standard = 'creation: { origins: [AWS_KMS] }';

export const examples: Examples = {
  wrong: [
    { name: 'imported material', standard, snapshot: { origin: 'EXTERNAL' } },
    { name: 'a CloudHSM key store', standard, snapshot: { origin: 'AWS_CLOUDHSM' } },
  ],
  right: [
    { name: 'material made by KMS', standard, snapshot: { origin: 'AWS_KMS' } },
    { name: 'no origin is asked for', snapshot: { origin: 'EXTERNAL' } },
    { name: 'a key that AWS manages', standard, snapshot: { origin: 'EXTERNAL', manager: 'AWS' } },
  ],
};

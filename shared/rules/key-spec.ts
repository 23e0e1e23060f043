import { containedAtBirth } from './contained-at-birth.ts';
import type { Examples, Rule } from './rule.ts';

export const keySpec: Rule = {
  id: 'key-spec',
  title: 'A key is of a spec that the standard allows',
  severity: 'medium',
  area: 'creation',
  duty: 'policy',
  rationale: 'The spec is the key’s strength, and cannot be changed later.',
  fix: 'Create a key of an allowed spec, and move to it.',
  controls: { controlTower: ['CT.KMS.PR.2'], nist: ['SC-12', 'SC-13'] },
  check(subject) {
    const { snapshot, governance } = subject;
    const { specs } = governance.creation;
    if (specs.length === 0 || snapshot.manager === 'AWS' || specs.includes(snapshot.spec)) return [];
    return [
      {
        message: `The key’s spec is ${snapshot.spec}; the standard allows ${specs.join(', ')}.`,
        ...containedAtBirth(subject),
      },
    ];
  },
};

const standard = 'creation: { specs: [SYMMETRIC_DEFAULT, RSA_4096] }';

export const examples: Examples = {
  wrong: [
    { name: 'a short RSA key', standard, snapshot: { spec: 'RSA_2048' } },
    { name: 'an HMAC key where none is allowed', standard, snapshot: { spec: 'HMAC_256' } },
  ],
  right: [
    { name: 'an allowed spec', standard, snapshot: { spec: 'RSA_4096' } },
    { name: 'a key that AWS manages', standard, snapshot: { spec: 'RSA_2048', manager: 'AWS' } },
    { name: 'no spec is asked for', snapshot: { spec: 'RSA_2048' } },
  ],
};

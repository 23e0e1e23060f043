import { containedAtBirth } from './contained-at-birth.ts';
import type { Examples, Rule } from './rule.ts';

export const keyUsage: Rule = {
  id: 'key-usage',
  title: 'A key is for a use that the standard allows',
  severity: 'low',
  area: 'creation',
  duty: 'policy',
  rationale: 'What a key is for cannot be changed later; a class of keys is for one thing.',
  fix: 'Create a key for an allowed use.',
  controls: { nist: ['SC-12'] },
  check(subject) {
    const { snapshot, governance } = subject;
    const { usages } = governance.creation;
    if (usages.length === 0 || snapshot.manager === 'AWS' || usages.includes(snapshot.usage)) return [];
    return [
      {
        message: `The key is for ${snapshot.usage}; the standard allows ${usages.join(', ')}.`,
        ...containedAtBirth(subject),
      },
    ];
  },
};

const standard = 'creation: { usages: [ENCRYPT_DECRYPT] }';

export const examples: Examples = {
  wrong: [
    { name: 'a key to sign with', standard, snapshot: { usage: 'SIGN_VERIFY' } },
    { name: 'a key to agree on others with', standard, snapshot: { usage: 'KEY_AGREEMENT' } },
  ],
  right: [
    { name: 'a key to encrypt with', standard, snapshot: { usage: 'ENCRYPT_DECRYPT' } },
    { name: 'no use is asked for', snapshot: { usage: 'SIGN_VERIFY' } },
    { name: 'a key that AWS manages', standard, snapshot: { usage: 'SIGN_VERIFY', manager: 'AWS' } },
  ],
};

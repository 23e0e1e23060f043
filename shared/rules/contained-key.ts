import { describeActor } from '../events/describe-actor.ts';
import { keyOrigin } from './key-origin.ts';
import { keySpec } from './key-spec.ts';
import { keyUsage } from './key-usage.ts';
import { multiRegion } from './multi-region.ts';
import type { Examples, Rule } from './rule.ts';

export const containedKey: Rule = {
  id: 'contained-key',
  title: 'Nobody enables a new key that the standard does not allow without others knowing',
  severity: 'medium',
  area: 'creation',
  duty: 'lifecycle',
  rationale:
    'A key that cannot be made right is disabled as it is created, until a person has looked. Whoever enables it has decided that it stays, and others should know.',
  fix: 'Move to a key that the standard allows, or let the standard allow this one.',
  controls: { nist: ['CM-3'] },
  check(subject) {
    const { change, baseline, governance } = subject;
    if (governance.creation.containment !== 'disable') return [];
    if (change?.operation !== 'EnableKey' || baseline !== undefined) return [];
    const broken = [keySpec, keyOrigin, keyUsage, multiRegion].flatMap((rule) => rule.check(subject));
    if (broken.length === 0) return [];
    return [
      {
        message: `${describeActor(change.actor)} enabled a key that the standard does not allow. It is left enabled.`,
        evidence: broken.map(({ message }) => message),
      },
    ];
  },
};

const standard =
  'creation: { containment: disable, specs: [RSA_4096], origins: [AWS_KMS], usages: [SIGN_VERIFY], multiRegion: forbidden }';
const allowed = { spec: 'RSA_4096', usage: 'SIGN_VERIFY' };
const enabled = { operation: 'EnableKey', by: 'role/KeyAdministrator' };

export const examples: Examples = {
  wrong: [
    {
      name: 'An administrator enables a key of the wrong spec',
      standard,
      baseline: 'none',
      snapshot: { ...allowed, spec: 'RSA_2048' },
      change: enabled,
    },
    {
      name: 'A pipeline enables a key with imported material',
      standard,
      baseline: 'none',
      snapshot: { ...allowed, origin: 'EXTERNAL' },
      change: { operation: 'EnableKey', by: 'role/Deploy' },
    },
    {
      name: 'A key for another use',
      standard,
      baseline: 'none',
      snapshot: { ...allowed, usage: 'ENCRYPT_DECRYPT' },
      change: enabled,
    },
    {
      name: 'A replica where none is allowed',
      standard,
      baseline: 'none',
      snapshot: { ...allowed, multiRegion: 'replica' },
      change: enabled,
    },
  ],
  right: [
    {
      name: 'The key is as the standard asks',
      standard,
      baseline: 'none',
      snapshot: allowed,
      change: enabled,
    },
    {
      name: 'A key of the wrong spec that was approved',
      standard,
      snapshot: { ...allowed, spec: 'RSA_2048' },
      change: enabled,
    },
    {
      name: 'New keys are told, and not disabled',
      standard: 'creation: { containment: alert, specs: [RSA_4096] }',
      baseline: 'none',
      change: enabled,
    },
    {
      name: 'The key is being disabled',
      standard,
      baseline: 'none',
      snapshot: { ...allowed, spec: 'RSA_2048', state: 'Disabled' },
      change: { operation: 'DisableKey', by: 'role/kms-guardian/policy' },
    },
  ],
};

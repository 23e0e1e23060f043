import { describeActor } from '../events/describe-actor.ts';
import type { Examples, Rule } from './rule.ts';
import { isOwn, isSanctioned } from './sanctioned.ts';

export const keyEnabled: Rule = {
  id: 'key-enabled',
  title: 'A key that is approved as enabled stays enabled',
  severity: 'high',
  area: 'deletion',
  duty: 'lifecycle',
  rationale: 'A disabled key decrypts nothing: disabling it stops every workload whose data it protects.',
  fix: 'Enable the key again, or let a pipeline disable it if that is meant.',
  controls: {},
  check(subject) {
    const { snapshot, baseline, change } = subject;
    if (snapshot.state !== 'Disabled' || baseline?.state !== 'Enabled') return [];
    if (change?.operation === 'DisableKey' && isSanctioned(subject)) return [];
    // KMS leaves the key disabled between the guardian's cancelling its deletion and enabling it.
    if (change?.operation === 'CancelKeyDeletion' && isOwn(subject)) return [];
    const by =
      change?.operation === 'DisableKey'
        ? `${describeActor(change.actor)} disabled the key`
        : 'The key is disabled';
    return [
      {
        message: `${by}; its baseline says it is enabled.`,
        evidence: [`baseline version ${baseline.version}`],
        remedy: 'enable-key',
      },
    ];
  },
};

export const examples: Examples = {
  wrong: [
    {
      name: 'An administrator disables a key that is approved as enabled',
      snapshot: { state: 'Disabled' },
      change: { operation: 'DisableKey', by: 'role/KeyAdministrator' },
    },
    { name: 'An audit finds the key disabled', snapshot: { state: 'Disabled' } },
    {
      name: 'An administrator cancels its deletion, and leaves it disabled',
      snapshot: { state: 'Disabled' },
      change: { operation: 'CancelKeyDeletion', by: 'role/KeyAdministrator' },
    },
    {
      name: 'Somebody disabled it, and the guardian has done something else since',
      snapshot: { state: 'Disabled' },
      change: { operation: 'EnableKeyRotation', by: 'role/kms-guardian/Rotation' },
    },
    {
      name: 'The key is disabled, and a pipeline did something else to it',
      snapshot: { state: 'Disabled' },
      change: { operation: 'EnableKeyRotation', by: 'role/Deploy' },
    },
  ],
  right: [
    { name: 'The key is enabled' },
    {
      name: 'The guardian has just cancelled its deletion, and is about to enable it',
      snapshot: { state: 'Disabled' },
      change: { operation: 'CancelKeyDeletion', by: 'role/kms-guardian/Lifecycle' },
    },
    {
      name: 'A pipeline disables the key',
      snapshot: { state: 'Disabled' },
      change: { operation: 'DisableKey', by: 'role/Deploy' },
    },
    {
      name: 'Somebody disabled the key, and it is enabled again',
      change: { operation: 'DisableKey', by: 'role/KeyAdministrator' },
    },
  ],
};

import { describeActor } from '../events/describe-actor.ts';
import type { Rule } from './rule.ts';
import { isSanctioned } from './sanctioned.ts';

export const keyEnabled: Rule = {
  id: 'key-enabled',
  title: 'A key that is approved as enabled stays enabled',
  severity: 'high',
  area: 'deletion',
  rationale: 'A disabled key decrypts nothing: disabling it stops every workload whose data it protects.',
  fix: 'Enable the key again, or let a pipeline disable it if that is meant.',
  check(subject) {
    const { snapshot, baseline, change } = subject;
    if (snapshot.state !== 'Disabled' || baseline?.state !== 'Enabled') return [];
    if (change?.operation === 'DisableKey' && isSanctioned(subject)) return [];
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

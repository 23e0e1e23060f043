import { describeActor } from '../events/describe-actor.ts';
import type { Examples, Rule } from './rule.ts';

export const lockoutCheckBypassed: Rule = {
  id: 'lockout-check-bypassed',
  title: 'Nobody bypasses the lockout safety check',
  severity: 'high',
  area: 'policy',
  duty: 'policy',
  rationale:
    'The check keeps a policy from locking its own author out. Bypassing it is hardly ever needed, and always worth a question.',
  fix: 'Put the policy without BypassPolicyLockoutSafetyCheck.',
  controls: { nist: ['CM-3'] },
  check({ change }) {
    if (change?.operation !== 'PutKeyPolicy' || !change.details.bypassedLockoutCheck) return [];
    return [{ message: `${describeActor(change.actor)} bypassed the lockout safety check.` }];
  },
};

const change = (bypassedLockoutCheck: boolean, by = 'KeyOwner') => ({
  operation: 'PutKeyPolicy',
  by: `arn:aws:iam::111122223333:role/${by}`,
  details: { bypassedLockoutCheck },
});

export const examples: Examples = {
  wrong: [
    { name: 'an owner bypasses the check', change: change(true) },
    { name: 'a pipeline does, too', change: change(true, 'Deploy') },
  ],
  right: [
    { name: 'an owner puts a policy with the check on', change: change(false) },
    { name: 'nothing was changed' },
  ],
};

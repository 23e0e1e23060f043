import { describeActor } from '../events/describe-actor.ts';
import type { Examples, Rule } from './rule.ts';

export const rootActivity: Rule = {
  id: 'root-activity',
  title: 'The root user changes no key',
  severity: 'medium',
  area: 'monitoring',
  duty: 'every',
  rationale:
    'The root user is for getting back into an account. It has no session name and no permissions to narrow, and whoever uses it for daily work cannot be told from whoever stole it.',
  fix: 'Make the change as an administrator, an owner or a pipeline, and look whether it was really you who signed in as root.',
  controls: {
    securityHub: ['CloudWatch.1'],
    cis: ['v1.4.0/1.7', 'v1.4.0/4.3', 'v1.2.0/1.1', 'v1.2.0/3.3'],
    nist: ['AC-2(7)', 'AC-6(2)', 'AC-6(9)'],
  },
  check({ change }) {
    if (change === undefined || change.actor.kind !== 'root') return [];
    // AWS does some things in the name of the root user, and then says which service it was that called.
    // https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
    if (change.actor.service !== undefined) return [];
    return [{ message: `${describeActor(change.actor)} called ${change.operation}.` }];
  },
};

export const examples: Examples = {
  wrong: [
    { name: 'The root user sets the key policy', change: { operation: 'PutKeyPolicy', by: 'root' } },
    { name: 'The root user enables the key', change: { operation: 'EnableKey', by: 'root' } },
  ],
  right: [
    {
      name: 'An administrator enables the key',
      change: { operation: 'EnableKey', by: 'role/KeyAdministrator' },
    },
    { name: 'A user named root does', change: { operation: 'EnableKey', by: 'user/root' } },
    { name: 'KMS rotates the key', change: { operation: 'RotateKey', by: 'kms.amazonaws.com' } },
    { name: 'Nothing happened' },
  ],
};

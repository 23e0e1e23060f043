import { describeActor } from '../events/describe-actor.ts';
import { isNamed } from '../standard/principals.ts';
import type { Examples, Rule } from './rule.ts';

export const keyCreator: Rule = {
  id: 'key-creator',
  title: 'Keys are created by those the standard names',
  severity: 'medium',
  area: 'creation',
  duty: 'policy',
  rationale: 'A key made by hand is in no repository, and nobody knows later what it protects.',
  fix: 'Create the key by one of creation.createdBy, and schedule this one for deletion if it protects nothing yet.',
  controls: { nist: ['CM-3', 'AC-6'] },
  check({ snapshot, change, governance }) {
    const { createdBy } = governance.creation;
    if (createdBy.length === 0 || change?.operation !== 'CreateKey') return [];
    const { actor } = change;
    if (actor.arn !== undefined && isNamed(createdBy, actor.arn, snapshot.account)) return [];
    return [
      {
        message: `${describeActor(actor)} created the key, and is not among those who may.`,
        evidence: [`may create keys: ${createdBy.join(', ')}`],
      },
    ];
  },
};

const standard = 'creation: { createdBy: [role/Deploy] }';
const created = (by: string) => ({
  operation: 'CreateKey',
  by: `arn:aws:iam::111122223333:${by}`,
  details: {},
});

export const examples: Examples = {
  wrong: [
    { name: 'an administrator by hand', standard, change: created('role/KeyAdministrator') },
    { name: 'the root user', standard, change: created('root') },
  ],
  right: [
    { name: 'the pipeline', standard, change: created('role/Deploy') },
    { name: 'nobody is asked for', change: created('role/KeyAdministrator') },
  ],
};

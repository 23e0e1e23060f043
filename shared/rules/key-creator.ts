import { describeActor } from '../events/describe-actor.ts';
import { isNamed } from '../standard/principals.ts';
import { containedAtBirth } from './contained-at-birth.ts';
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
  check(subject) {
    const { snapshot, change, governance } = subject;
    const { createdBy } = governance.creation;
    if (createdBy.length === 0) return [];
    if (change?.operation !== 'CreateKey' && change?.operation !== 'ReplicateKey') return [];
    const { actor } = change;
    // A replica is created by AWS, for whoever called ReplicateKey; that event names the caller.
    if (snapshot.multiRegion === 'replica' && actor.arn === undefined) return [];
    if (actor.arn !== undefined && isNamed(createdBy, actor.arn, snapshot.account)) return [];
    return [
      {
        message: `${describeActor(actor)} ${change.operation === 'CreateKey' ? 'created' : 'replicated'} the key, and is not among those who may.`,
        evidence: [`may create keys: ${createdBy.join(', ')}`],
        ...containedAtBirth(subject),
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
    {
      name: 'an administrator makes a replica',
      standard,
      snapshot: { multiRegion: 'primary' },
      change: {
        operation: 'ReplicateKey',
        by: 'role/KeyAdministrator',
        details: { replicaRegion: 'eu-west-1' },
      },
    },
    {
      name: 'a replica that somebody made in another way',
      standard,
      snapshot: { multiRegion: 'replica' },
      change: created('role/KeyAdministrator'),
    },
    {
      name: 'a service makes a key of its own accord',
      standard,
      change: { operation: 'CreateKey', by: 'ec2.amazonaws.com' },
    },
    {
      name: 'an AWS service, which has no ARN',
      standard,
      change: { operation: 'CreateKey', by: 'rds.amazonaws.com', details: {} },
    },
  ],
  right: [
    { name: 'the pipeline', standard, change: created('role/Deploy') },
    { name: 'nobody is asked for', change: created('role/KeyAdministrator') },
    {
      name: 'KMS makes the replica that was asked for',
      standard,
      snapshot: { multiRegion: 'replica' },
      change: { operation: 'CreateKey', by: 'kms.amazonaws.com' },
    },
    {
      name: 'an administrator does something else to the key',
      standard,
      change: { operation: 'PutKeyPolicy', by: 'role/KeyAdministrator' },
    },
    {
      name: 'an administrator changes a key that is there',
      standard,
      change: { operation: 'EnableKey', by: 'role/KeyAdministrator' },
    },
    { name: 'an audit, which does not know who created the key', standard },
  ],
};

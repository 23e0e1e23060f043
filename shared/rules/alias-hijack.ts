import { describeActor } from '../events/describe-actor.ts';
import { moveOf } from './alias-move.ts';
import type { Examples, Rule, Subject, Violation } from './rule.ts';
import { maySetLabels } from './sanctioned.ts';

export const aliasHijack: Rule<'alias'> = {
  scope: 'alias',
  id: 'alias-hijack',
  title: 'Only those whom the standard names move an alias away from its key',
  severity: 'high',
  area: 'labels',
  duty: 'labels',
  rationale:
    'Applications name a key by its alias. Whoever points it to another key has them encrypt under a key of their own ' +
    'choosing, and shuts them out of what they encrypted before.',
  fix: 'Point the alias back to its key, or have a pipeline, or somebody in labels.changedBy, move it if that is meant.',
  controls: { nist: ['AC-3', 'CM-3', 'CM-5'] },
  check(subject) {
    const { snapshot, baseline } = subject;
    // What is called alias/aws/ is AWS's own, and nobody else can move it.
    if (snapshot.name.startsWith('alias/aws/')) return [];
    // Of a move by one who may, it is no matter who moves the alias next: that has an event of its own.
    if (maySetLabels(subject)) return [];
    const approved = baseline?.target;
    if (approved === undefined) return unapproved(subject);
    if (snapshot.target === approved) return [];
    return [
      {
        message: messageOf(subject),
        evidence: [`from ${approved}, approved`, ...consequences(snapshot.target)],
        remedy: 'restore-alias',
      },
    ];
  },
};

/** Whoever creates an alias chooses its key; to move or delete one is to take it from others. */
function unapproved({ snapshot, change }: Subject<'alias'>): readonly Violation[] {
  const move = moveOf(change, snapshot);
  if (change === undefined || move === undefined || change.operation === 'CreateAlias') return [];
  // KMS tells the key of a deleted alias, and of a moved one only the new key.
  const before =
    change.operation === 'DeleteAlias' && change.key !== undefined
      ? `from ${change.key.arn}`
      : 'from a key that the event does not tell';
  const by = describeActor(change.actor);
  return [
    {
      message:
        change.operation === 'DeleteAlias'
          ? `${by} deleted this alias, and is not allowed to; for which key it is approved is not known.`
          : `${by} moved this alias, and is not allowed to; for which key it is approved is not known.`,
      evidence: [before, ...consequences(move.target)],
      fix: 'Find out which key the alias is for, and have a pipeline, or somebody in labels.changedBy, point it there: that is then approved.',
    },
  ];
}

function messageOf({ snapshot, change }: Subject<'alias'>): string {
  const move = moveOf(change, snapshot);
  const made = change !== undefined && move !== undefined && move.target === snapshot.target;
  if (!made)
    return snapshot.target === undefined
      ? 'The alias is gone, and is approved to be there.'
      : 'The alias points to another key than the approved one.';
  const by = describeActor(change.actor);
  switch (change.operation) {
    case 'DeleteAlias':
      return `${by} deleted this alias, and is not allowed to.`;
    case 'CreateAlias':
      return `${by} created this alias anew, for another key than the approved one.`;
    default:
      return `${by} moved this alias to another key, and is not allowed to.`;
  }
}

function consequences(target: string | undefined): readonly string[] {
  return target === undefined
    ? ['to no key', 'every call that names the alias fails']
    : [
        `to ${target}`,
        'applications that name the alias now encrypt under that key, for whoever controls it to decrypt or destroy',
      ];
}

const approved = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const other = 'arn:aws:kms:us-east-1:111122223333:key/0987dcba-09fe-87dc-65ba-ab0987654321';
const third = 'arn:aws:kms:us-east-1:111122223333:key/11112222-3333-4444-5555-666677778888';
const moved = (operation: string, by: string, key: string) => ({
  operation,
  by,
  key,
  details: { alias: 'alias/payments' },
});

export const examples: Examples<'alias'> = {
  wrong: [
    {
      name: 'an administrator points the alias to another key',
      snapshot: { target: other },
      change: moved('UpdateAlias', 'role/KeyAdministrator', other),
    },
    {
      name: 'the root user does',
      snapshot: { target: other },
      change: moved('UpdateAlias', 'root', other),
    },
    {
      name: 'a role of the same name as a pipeline does, in another account',
      snapshot: { target: other },
      change: moved('UpdateAlias', 'arn:aws:iam::444455556666:role/Deploy', other),
    },
    {
      name: 'an administrator deletes the alias',
      snapshot: { target: undefined },
      change: moved('DeleteAlias', 'role/KeyAdministrator', approved),
    },
    {
      name: 'an administrator deletes the alias, and creates it for another key',
      snapshot: { target: other },
      change: moved('CreateAlias', 'role/KeyAdministrator', other),
    },
    {
      name: 'an administrator deleted the alias, and it is there again, for another key',
      snapshot: { target: other },
      change: moved('DeleteAlias', 'role/KeyAdministrator', approved),
    },
    {
      name: 'an administrator moves an alias of which nothing is approved',
      baseline: 'none',
      snapshot: { target: other },
      change: moved('UpdateAlias', 'role/KeyAdministrator', other),
    },
    {
      name: 'an administrator deletes an alias of which nothing is approved',
      baseline: 'none',
      snapshot: { target: undefined },
      change: moved('DeleteAlias', 'role/KeyAdministrator', approved),
    },
    {
      name: 'an administrator moves an alias that was to be deleted',
      baseline: { target: undefined },
      snapshot: { target: other },
      change: moved('UpdateAlias', 'role/KeyAdministrator', other),
    },
    { name: 'an audit finds that the alias points to another key', snapshot: { target: other } },
    { name: 'an audit finds that the alias is gone', snapshot: { target: undefined } },
  ],
  right: [
    { name: 'the alias points to its key' },
    {
      name: 'a pipeline points the alias to another key',
      snapshot: { target: other },
      change: moved('UpdateAlias', 'role/Deploy', other),
    },
    {
      name: 'one whom the standard names does',
      standard: 'labels: { changedBy: [role/KeyAdministrator] }',
      snapshot: { target: other },
      change: moved('UpdateAlias', 'role/KeyAdministrator', other),
    },
    {
      name: 'a pipeline deletes the alias',
      snapshot: { target: undefined },
      change: moved('DeleteAlias', 'role/Deploy', approved),
    },
    {
      name: 'a pipeline moves the alias, and somebody has moved it on, which another event tells',
      snapshot: { target: third },
      change: moved('UpdateAlias', 'role/Deploy', other),
    },
    {
      name: 'an administrator moved the alias, and it points to its key again',
      change: moved('UpdateAlias', 'role/KeyAdministrator', other),
    },
    {
      name: 'somebody creates an alias',
      baseline: 'none',
      change: moved('CreateAlias', 'role/KeyAdministrator', approved),
    },
    {
      name: 'an audit finds an alias of which nothing is approved',
      baseline: 'none',
      snapshot: { target: other },
    },
    {
      name: 'another alias is moved to the key of one of which nothing is approved',
      baseline: 'none',
      change: {
        ...moved('UpdateAlias', 'role/KeyAdministrator', approved),
        details: { alias: 'alias/other' },
      },
    },
    {
      name: 'AWS has another key under a name of its own',
      snapshot: { name: 'alias/aws/ebs', target: other },
    },
  ],
};

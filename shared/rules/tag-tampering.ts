import { describeActor } from '../events/describe-actor.ts';
import { type ChangedTag, changedTags, countingTags, tagIn, tagsOf } from './counting-tags.ts';
import type { Examples, Rule, Subject, Violation } from './rule.ts';
import { mayLabel } from './sanctioned.ts';

export const tagTampering: Rule = {
  id: 'tag-tampering',
  title: 'Only those whom the standard names change tags that access or classes go by',
  severity: 'high',
  area: 'labels',
  duty: 'labels',
  rationale:
    'Where classes of the standard or conditions of policies go by a tag, whoever sets it sets who may do what. KMS asks ' +
    'for less to set a tag than to change a policy.',
  fix: 'Set the tags as they were, or have a pipeline, or somebody in labels.changedBy, set them if that is meant.',
  controls: { nist: ['AC-3', 'AC-16', 'CM-5'] },
  check(subject) {
    const { snapshot, baseline, change } = subject;
    if (snapshot.manager === 'AWS' || mayLabel(subject)) return [];
    if (baseline?.tags === undefined) return unapproved(subject);
    const changed = changedTags(subject);
    if (changed.length === 0) return [];
    const names = changed.map(({ key }) => key).join(', ');
    return [
      {
        message:
          change === undefined
            ? `Tags that count are not as they were approved: ${names}.`
            : `${describeActor(change.actor)} changed tags that count, and is not allowed to: ${names}.`,
        evidence: changed.map(describe),
        remedy: 'restore-tags',
      },
    ];
  },
};

function unapproved(subject: Subject): readonly Violation[] {
  const { change, snapshot } = subject;
  if (change === undefined) return [];
  const changed = countingTags(subject, tagsOf(change));
  if (changed.length === 0) return [];
  const names = changed.map(({ key }) => key).join(', ');
  const by = describeActor(change.actor);
  return [
    {
      message: `${by} changed tags that count, and is not allowed to: ${names}. What they were is not known.`,
      evidence: changed.map(({ key, why }) => {
        const value = tagIn(snapshot.tags, key);
        return `${key} ${value === undefined ? 'is gone' : `is ${value}`}; ${why}`;
      }),
      fix: 'Find out what the tags are to be, and have a pipeline, or somebody in labels.changedBy, set them.',
    },
  ];
}

function describe({ key, before, after, why }: ChangedTag): string {
  const was = before === undefined ? 'was not there' : `was ${before}`;
  const is = after === undefined ? 'is gone' : `is ${after}`;
  return `${key} ${was}, and ${is}; ${why}`;
}

const standard = 'labels: { protectedTags: [team] }';
const tagged = (by: string, tags: Readonly<Record<string, string>>) => ({
  operation: 'TagResource',
  by,
  details: { tags },
});
const untagged = (by: string, ...tagKeys: readonly string[]) => ({
  operation: 'UntagResource',
  by,
  details: { tagKeys },
});
const account = { AWS: 'arn:aws:iam::111122223333:root' };
const byTag = {
  Effect: 'Allow',
  Principal: account,
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition: { StringEquals: { 'aws:ResourceTag/Project': 'ledger' } },
};
const byTagOfCaller = {
  ...byTag,
  Condition: { StringEquals: { 'aws:PrincipalTag/team': ['ops', '$' + '{ aws:resourcetag/team }'] } },
};
const plain = { Effect: 'Allow', Principal: account, Action: 'kms:Decrypt', Resource: '*' };

export const examples: Examples = {
  wrong: [
    {
      name: 'an administrator sets a tag that IAM policies go by',
      standard,
      baseline: { tags: { team: 'payments' } },
      snapshot: { tags: { team: 'research' } },
      change: tagged('role/KeyAdministrator', { team: 'research' }),
    },
    {
      name: 'an administrator adds it',
      standard,
      snapshot: { tags: { team: 'research' } },
      change: tagged('role/KeyAdministrator', { team: 'research' }),
    },
    {
      name: 'an administrator removes it',
      standard,
      baseline: { tags: { team: 'payments' } },
      change: untagged('role/KeyAdministrator', 'team'),
    },
    {
      name: 'an administrator sets a tag that the key policy goes by, in another case',
      statements: [byTag],
      approved: [plain],
      snapshot: { tags: { project: 'ledger' } },
      change: tagged('role/KeyAdministrator', { project: 'ledger' }),
    },
    {
      name: 'an administrator sets a tag that the key policy compares with that of the caller',
      statements: [byTagOfCaller],
      approved: [plain],
      snapshot: { tags: { team: 'research' } },
      change: tagged('role/KeyAdministrator', { team: 'research' }),
    },
    {
      name: 'an administrator sets a tag that the approved key policy goes by',
      statements: [plain],
      approved: [byTag],
      snapshot: { tags: { Project: 'ledger' } },
      change: tagged('role/KeyAdministrator', { Project: 'ledger' }),
    },
    {
      name: 'an administrator sets a tag that counts, and nothing is approved',
      standard,
      baseline: 'none',
      snapshot: { tags: { team: 'research' } },
      change: tagged('role/KeyAdministrator', { team: 'research' }),
    },
    {
      name: 'an administrator removes a tag that counts, and nothing is approved',
      standard,
      baseline: 'none',
      change: untagged('role/KeyAdministrator', 'team'),
    },
    {
      name: 'an audit finds a tag that counts with another value',
      standard,
      baseline: { tags: { team: 'payments' } },
      snapshot: { tags: { team: 'research' } },
    },
    { name: 'an audit finds one that was not approved', standard, snapshot: { tags: { team: 'research' } } },
    { name: 'an audit finds that one is gone', standard, baseline: { tags: { team: 'payments' } } },
  ],
  right: [
    {
      name: 'an administrator sets a tag that nothing goes by',
      standard,
      snapshot: { tags: { note: 'call me' } },
      change: tagged('role/KeyAdministrator', { note: 'call me' }),
    },
    {
      name: 'a pipeline sets a tag that counts',
      standard,
      baseline: { tags: { team: 'payments' } },
      snapshot: { tags: { team: 'research' } },
      change: tagged('role/Deploy', { team: 'research' }),
    },
    {
      name: 'one whom the standard names sets a tag that counts',
      standard: 'labels: { protectedTags: [team], changedBy: [role/KeyAdministrator] }',
      snapshot: { tags: { team: 'research' } },
      change: tagged('role/KeyAdministrator', { team: 'research' }),
    },
    {
      name: 'an administrator sets a tag that counts as it was',
      standard,
      baseline: { tags: { team: 'payments' } },
      snapshot: { tags: { team: 'payments' } },
      change: tagged('role/KeyAdministrator', { team: 'payments' }),
    },
    {
      name: 'an administrator sets a tag, and another that counts differs, which has an event of its own',
      standard,
      snapshot: { tags: { note: 'call me', team: 'research' } },
      change: tagged('role/KeyAdministrator', { note: 'call me' }),
    },
    {
      name: 'an administrator does something else to the key meanwhile',
      standard,
      snapshot: { tags: { team: 'research' } },
      change: { operation: 'DisableKey', by: 'role/KeyAdministrator' },
    },
    {
      name: 'an administrator sets a tag that nothing goes by, and nothing is approved',
      standard,
      baseline: 'none',
      snapshot: { tags: { note: 'call me' } },
      change: tagged('role/KeyAdministrator', { note: 'call me' }),
    },
    {
      name: 'an audit finds a key of which nothing is approved',
      standard,
      baseline: 'none',
      snapshot: { tags: { team: 'research' } },
    },
    {
      name: 'an audit finds an AWS managed key',
      standard,
      snapshot: { tags: { team: 'research' }, manager: 'AWS' },
    },
  ],
};

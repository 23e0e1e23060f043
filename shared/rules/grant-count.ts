import { customersGrants, grantMade, judgedGrants } from './judged-grants.ts';
import type { Examples, Rule } from './rule.ts';

/** What KMS itself allows a key. @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const quota = 50_000;

export const grantCount: Rule = {
  id: 'grant-count',
  title: 'A key has no more grants than the standard allows',
  severity: 'low',
  area: 'grants',
  duty: 'grants',
  rationale:
    'Grants are easily made and seldom taken back. Where there are many, one that should not be there is not seen. Those of AWS services do not count.',
  fix: 'Retire or revoke the grants that are no longer needed.',
  controls: { nist: ['AC-2(3)', 'AC-6(7)'] },
  check(subject) {
    const { snapshot, change, governance } = subject;
    const { maximum } = governance.grants;
    if (maximum >= quota || (change !== undefined && judgedGrants(subject).length === 0)) return [];
    const listed = snapshot.grants ?? [];
    const made = change?.operation === 'CreateGrant' ? [grantMade(change, snapshot)] : [];
    const others = listed.filter(({ id }) => !made.some((grant) => grant.id === id));
    // Of the others no event tells who made them.
    const { change: _, ...withoutChange } = subject;
    const count = customersGrants(others, withoutChange).length + made.length;
    const cut = snapshot.grantsCut;
    if (count > maximum) {
      const least = cut === undefined ? '' : 'at least ';
      return [
        { message: `The key has ${least}${count} grants, and may have ${maximum}.`, evidence: list(cut) },
      ];
    }
    if (cut === undefined) return [];
    return [
      { message: `Whether the key has more than ${maximum} grants could not be told.`, evidence: list(cut) },
    ];
  },
};

const list = (cut: string | undefined) => (cut === undefined ? [] : [cut]);

const standard = 'grants: { maximum: 1 }';
const user = 'arn:aws:iam::111122223333:role/KeyUser';
const grants = (...ids: readonly string[]) =>
  ids.map((id) => ({ id, grantee: user, operations: ['Decrypt'] }));
const service = { id: 'service', grantee: 'dynamodb.us-east-1.amazonaws.com', operations: ['Decrypt'] };
const made = (grantId: string, by = 'role/KeyUser', grantee = user) => ({
  operation: 'CreateGrant',
  by,
  details: { grantId, grantee, operations: ['Decrypt'] },
});

export const examples: Examples = {
  wrong: [
    { name: 'two, where one may be', standard, snapshot: { grants: grants('one', 'two') } },
    {
      name: 'the second is made, and not yet listed',
      standard,
      snapshot: { grants: grants('one') },
      change: made('two'),
    },
    { name: 'the first, where none may be', standard: 'grants: { maximum: 0 }', change: made('one') },
    {
      name: 'not all could be listed, and too many were',
      standard,
      snapshot: { grants: grants('one', 'two'), grantsCut: 'only the first 2000 grants were read' },
    },
    {
      name: 'not all could be listed',
      standard,
      snapshot: { grants: grants('one'), grantsCut: 'only the first 2000 grants were read' },
    },
  ],
  right: [
    { name: 'one, where one may be', standard, snapshot: { grants: grants('one') } },
    {
      name: 'the one that was just made',
      standard,
      snapshot: { grants: grants('one') },
      change: made('one'),
    },
    {
      name: 'beside it those of AWS services',
      standard,
      snapshot: { grants: [...grants('one'), service] },
      change: made('one'),
    },
    {
      name: 'an AWS service makes one, while there are too many',
      standard,
      snapshot: { grants: grants('one', 'two') },
      change: made('service', 'dynamodb.amazonaws.com', service.grantee),
    },
    {
      name: 'another change, while there are too many',
      standard,
      snapshot: { grants: grants('one', 'two') },
      change: { operation: 'RevokeGrant', by: 'role/KeyUser', details: { grantId: 'three' } },
    },
    {
      name: 'as many as KMS allows, where the standard asks nothing',
      snapshot: { grants: grants('one', 'two'), grantsCut: 'only the first 2000 grants were read' },
    },
  ],
};

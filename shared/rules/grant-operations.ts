import { describeGrantee } from '../keys/grantee.ts';
import { list } from '../policy/explain.ts';
import { evidenceOf, judgedGrants, revocation } from './judged-grants.ts';
import type { Examples, Rule } from './rule.ts';

export const grantOperations: Rule = {
  id: 'grant-operations',
  title: 'Grants allow only the operations that the standard lists',
  severity: 'high',
  area: 'grants',
  duty: 'grants',
  rationale:
    'A grant that was asked for one purpose and allows more is access that nobody decided on; one that allows CreateGrant is handed on out of sight.',
  fix: 'Revoke the grant, and make it again with the operations that are needed. Where more is meant, add it to grants.operations of the standard.',
  controls: { nist: ['AC-6'] },
  check(subject) {
    const allowed = subject.governance.grants.operations;
    if (allowed.length === 0) return [];
    return judgedGrants(subject).flatMap((grant) => {
      const excess = grant.operations.filter((operation) => !allowed.includes(operation));
      // What cannot be read counts as too much.
      if (excess.length === 0 && grant.operations.length > 0) return [];
      const who = describeGrantee(grant.grantee, subject.snapshot.account);
      const what = excess.length === 0 ? 'what the record does not tell' : list(excess, 'and');
      return [
        {
          message: `A grant for ${who} allows ${what}, which the standard does not list for grants.`,
          evidence: [...evidenceOf(grant, subject), `grants may allow: ${allowed.join(', ')}`],
          ...revocation(subject),
        },
      ];
    });
  },
};

const standard = 'grants: { operations: [Encrypt, Decrypt] }';
const user = 'arn:aws:iam::111122223333:role/KeyUser';
const grant = (operations: readonly string[], grantee = user) => ({
  grantId: 'abcde1237f76e4ba',
  grantee,
  operations,
});
const made = (operations: readonly string[], by = 'role/KeyUser', grantee = user) => ({
  operation: 'CreateGrant',
  by,
  details: grant(operations, grantee),
});
const listed = (operations: readonly string[], grantee = user) => ({
  grants: [{ id: 'abcde1237f76e4ba', grantee, operations }],
});

export const examples: Examples = {
  wrong: [
    { name: 'a grant that may be handed on', standard, change: made(['Decrypt', 'CreateGrant']) },
    { name: 'one found in the list', standard, snapshot: listed(['GenerateDataKey']) },
    { name: 'nothing tells what it allows', standard, change: made([]) },
    {
      name: 'the record does not tell, and the list does',
      standard,
      snapshot: listed(['Sign']),
      change: made([]),
    },
  ],
  right: [
    { name: 'what the standard lets grants allow', standard, change: made(['Decrypt']) },
    { name: 'all of it', standard, snapshot: listed(['Decrypt', 'Encrypt']) },
    { name: 'anything, where the standard asks nothing', change: made(['Decrypt', 'CreateGrant']) },
    {
      name: 'the grant of an AWS service',
      standard,
      change: made(['DescribeKey'], 'dynamodb.amazonaws.com', 'dynamodb.us-east-1.amazonaws.com'),
    },
    {
      name: 'the record does not tell, and the list does',
      standard,
      snapshot: listed(['Encrypt']),
      change: made([]),
    },
    {
      name: 'an older grant, when another is made',
      standard,
      snapshot: { grants: [{ id: 'another', grantee: user, operations: ['Sign'] }] },
      change: made(['Decrypt']),
    },
  ],
};

import { describe, expect, test } from '@jest/globals';
import { covers, isAboutKey, levelOf, names } from '../../shared/policy/matching.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import { readCaller } from '../../shared/policy/principal-keys.ts';

const ACCOUNT = '111122223333';
const iam = (what: string, account = ACCOUNT) => `arn:aws:iam::${account}:${what}`;
const sts = (what: string) => `arn:aws:sts::${ACCOUNT}:${what}`;
const SAML = iam('saml-provider/Corp');

/** Two callers of each kind, and one of another account. */
const callers = [
  iam('root'),
  iam('user/a'),
  iam('user/b'),
  iam('role/A'),
  iam('role/B'),
  sts('assumed-role/A/x'),
  sts('assumed-role/A/y'),
  sts('assumed-role/B/x'),
  sts('federated-user/a'),
  sts('federated-user/b'),
  's3.amazonaws.com',
  'rds.amazonaws.com',
  SAML,
  iam('saml-provider/Other'),
  iam('role/A', '444455556666'),
];

const statementFor = (principals: object) => {
  const fields = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', ...principals };
  const [statement] = parsePolicy(
    { Version: '2012-10-17', Statement: [fields] },
    { account: ACCOUNT },
  ).statements;
  if (statement === undefined) throw new Error('there is no statement');
  return statement;
};
const covered = (principals: object) => {
  const statement = statementFor(principals);
  return callers.filter((caller) => covers(statement.principals, readCaller(caller)));
};

const ofAccount = callers.filter((caller) => caller.includes(`:${ACCOUNT}:`) && !caller.includes('provider'));

test.each<[string, object, readonly string[]]>([
  ['everybody', { AWS: '*' }, callers],
  ['an account', { AWS: ACCOUNT }, ofAccount],
  ['a user', { AWS: iam('user/a') }, [iam('user/a')]],
  [
    'a role, and its sessions',
    { AWS: iam('role/A') },
    [iam('role/A'), sts('assumed-role/A/x'), sts('assumed-role/A/y')],
  ],
  ['a session', { AWS: sts('assumed-role/A/x') }, [sts('assumed-role/A/x')]],
  ['a federated user', { AWS: sts('federated-user/a') }, [sts('federated-user/a')]],
  ['a service, however it is spelled', { Service: 'S3.amazonaws.com' }, ['s3.amazonaws.com']],
  ['an identity provider', { Federated: SAML }, [SAML]],
  ['a deleted role', { AWS: 'AROAEXAMPLEID12345678' }, []],
  [
    'a canonical user',
    { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' },
    [],
  ],
])('a Principal that is %s', (_, Principal, whom) => {
  expect(covered({ Principal })).toEqual(whom);
});

test('a service of the name of an identity provider is none of its users', () => {
  const { principals } = statementFor({ Principal: { Federated: 'cognito-identity.amazonaws.com' } });
  expect(covers(principals, readCaller('cognito-identity.amazonaws.com'))).toBe(false);
});

test.each([
  { kind: 'unique-id', id: 'AROAEXAMPLEID12345678' } as const,
  { kind: 'canonical-user', id: '79a59df9' } as const,
])('nobody that calls KMS is a %p', (principal) => {
  expect(callers.map((caller) => names(principal, readCaller(caller)))).toEqual(callers.map(() => false));
});

describe('NotPrincipal', () => {
  test('leaves out who is named', () => {
    const left = callers.filter((caller) => caller !== iam('user/a'));
    expect(covered({ NotPrincipal: { AWS: iam('user/a') } })).toEqual(left);
  });

  test('of an account leaves out its root user alone', () => {
    const left = callers.filter((caller) => caller !== iam('root'));
    expect(covered({ NotPrincipal: { AWS: ACCOUNT } })).toEqual(left);
    expect(covered({ NotPrincipal: { AWS: '444455556666' } })).toEqual(callers);
  });
});

test('services and identity providers need no IAM policy, which they have none of', () => {
  const statement = statementFor({ Principal: '*' });
  const level = (caller: string) => levelOf(statement, readCaller(caller), ACCOUNT);
  expect([level('s3.amazonaws.com'), level(SAML), level(iam('role/A', '444455556666'))]).toEqual([
    'allowed',
    'allowed',
    'delegated',
  ]);
});

test('where the key is not known, a statement is about it if any key can be meant', () => {
  const isAbout = (resources: object) => {
    const fields = { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', ...resources };
    const policy = parsePolicy({ Version: '2012-10-17', Statement: [fields] }, { account: ACCOUNT });
    return policy.statements.map((statement) => isAboutKey(statement, policy));
  };
  const key = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  expect(isAbout({ Resource: '*' })).toEqual([true]);
  expect(isAbout({ Resource: key })).toEqual([true]);
  expect(isAbout({ NotResource: key })).toEqual([true]);
  expect(isAbout({ NotResource: [key, '*'] })).toEqual([false]);
  expect(isAbout({})).toEqual([false]);
});

import { describe, expect, test } from '@jest/globals';
import { comparePolicies } from '../../../shared/policy/compare.ts';
import { parsePolicy } from '../../../shared/policy/parse.ts';

const OWN = '111122223333';
const OTHER = '444455556666';
const iam = (name: string, account = OWN) => `arn:aws:iam::${account}:${name}`;
const sts = (name: string) => `arn:aws:sts::${OWN}:${name}`;
const APP = { AWS: iam('role/App') };
const BOTH = ['kms:Encrypt', 'kms:Decrypt'];

const allow = (Principal: object | string, Action: string | string[] = 'kms:Decrypt', Condition = {}) => ({
  Effect: 'Allow',
  Principal,
  Action,
  Resource: '*',
  Condition,
});
const compare = (baseline: object[], candidate: object[]) => {
  const [before, after] = [baseline, candidate].map((Statement) =>
    parsePolicy({ Version: '2012-10-17', Statement }, { account: OWN }),
  ) as [ReturnType<typeof parsePolicy>, ReturnType<typeof parsePolicy>];
  return comparePolicies(before, after);
};
const texts = (...of: Parameters<typeof compare>) => compare(...of).gained.map(({ text }) => text);

describe('R-COMPARE: what was gained is listed once for what is alike', () => {
  test('the actions of one statement that differ in the statements before are one', () => {
    const encrypts = allow({ AWS: iam('role/X') }, 'kms:Encrypt');
    expect(texts([encrypts], [encrypts, allow(APP, BOTH)])).toEqual([
      `role/App in account ${OWN} may Encrypt and Decrypt`,
    ]);
  });

  test('the callers of one statement who may the same are one, and others apart', () => {
    const roles = ['X', 'Y', 'Z'].map((name) => iam(`role/${name}`));
    const before = allow({ AWS: roles[0] }, 'kms:Encrypt');
    expect(texts([before], [allow({ AWS: roles }, BOTH)])).toEqual([
      `role/X in account ${OWN} may Decrypt`,
      `role/Y in account ${OWN} and role/Z in account ${OWN} may Encrypt and Decrypt`,
    ]);
  });

  test('the callers of one statement are one whatever a Deny says that keeps none of them out', () => {
    const deny = { ...allow({ AWS: iam('role/X') }, 'kms:Sign'), Effect: 'Deny' };
    const all = allow({ AWS: [iam('role/X'), iam('role/Y')] });
    expect(texts([], [deny, all])).toEqual([
      `role/X in account ${OWN} and role/Y in account ${OWN} may Decrypt`,
    ]);
  });

  test('different statements, levels and conditions are told apart', () => {
    const key = 'kms:EncryptionContext:tenant';
    const when = { StringEqualsIfExists: { [key]: 'a' } };
    const account = { AWS: [OWN, iam('role/App')] };
    expect(
      texts([], [allow(account, ['kms:Decrypt', 'kms:TagResource'], when), allow(account, 'kms:Encrypt')]),
    ).toEqual([
      `the root user of account ${OWN} and role/App in account ${OWN} may Decrypt, if ${key} is a, or is absent`,
      `the root user of account ${OWN} and role/App in account ${OWN} may TagResource`,
      `the root user of account ${OWN} and role/App in account ${OWN} may Encrypt`,
      `anyone else in account ${OWN} may, if IAM agrees, Decrypt, if ${key} is a, or is absent`,
      `anyone else in account ${OWN} may, if IAM agrees, TagResource`,
      `anyone else in account ${OWN} may, if IAM agrees, Encrypt`,
    ]);
  });

  test('what cannot be decided is listed once for each statement', () => {
    const mixed = {
      NumericGreaterThan: { 'aws:PrincipalTag/level': '50' },
      StringLike: { 'aws:PrincipalTag/level': '1*' },
    };
    const users = { AWS: [iam('role/X'), iam('user/Y')] };
    const { relation, unknown } = compare([], [allow(users, BOTH, mixed), allow(APP, BOTH, mixed)]);
    expect(relation).toBe('unknown');
    const reason = 'conditions compare aws:PrincipalTag/level in more than one way (as number and as text)';
    expect(unknown).toEqual([
      { reason, statements: [{ index: 0, effect: 'Allow' }] },
      { reason, statements: [{ index: 1, effect: 'Allow' }] },
    ]);
  });

  test('all doubts that a gain rests on are told', () => {
    const mixed = (key: string) => ({ NumericGreaterThan: { [key]: '50' }, StringLike: { [key]: '1*' } });
    const [one, other] = [mixed('aws:PrincipalTag/a'), mixed('aws:PrincipalTag/b')];
    const condition = {
      NumericGreaterThan: { ...one.NumericGreaterThan, ...other.NumericGreaterThan },
      StringLike: { ...one.StringLike, ...other.StringLike },
    };
    expect(compare([], [allow(APP, BOTH, condition)]).unknown[0]?.reason).toBe(
      'conditions compare aws:PrincipalTag/a in more than one way (as number and as text); ' +
        'conditions compare aws:PrincipalTag/b in more than one way (as number and as text)',
    );
  });
});

describe('R-COMPARE: what was lost', () => {
  test.each<[string, object[], object[], string]>([
    ['an action', [allow(APP, BOTH)], [allow(APP, 'kms:Encrypt')], 'may no longer Decrypt'],
    ['everything', [allow(APP, 'kms:*')], [], 'may no longer do anything'],
    [
      'what IAM must now agree to',
      [allow(APP), allow({ AWS: OWN })],
      [allow({ AWS: OWN })],
      'may Decrypt only if IAM agrees',
    ],
    [
      'under a condition',
      [allow(APP)],
      [allow(APP, 'kms:Decrypt', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } })],
      'may no longer Decrypt, unless aws:SourceVpce is vpce-1',
    ],
  ])('%s', (_name, baseline, candidate, text) => {
    expect(compare(baseline, candidate)).toMatchObject({
      relation: 'narrower',
      lost: [{ text: `role/App in account ${OWN} ${text}` }],
    });
  });

  test('is shown by the statements of the baseline', () => {
    const { lost } = compare([allow({ AWS: iam('role/X') }), allow(APP)], [allow({ AWS: iam('role/X') })]);
    expect(lost).toMatchObject([{ from: 'allowed', to: 'denied', statements: [{ index: 1 }] }]);
  });
});

describe('R-COMPARE: the caller and the action of the request that shows a gain', () => {
  const like = (...arns: string[]) => ({ ArnLike: { 'aws:PrincipalArn': arns } });
  test.each<[string, object, string]>([
    ['a role before a user', allow({ AWS: [iam('user/U'), iam('role/R')] }), iam('role/R')],
    ['a user before a service', allow({ AWS: iam('user/U'), Service: 's3.amazonaws.com' }), iam('user/U')],
    [
      'a service before a session',
      allow({ AWS: sts('assumed-role/R/s'), Service: 's3.amazonaws.com' }),
      's3.amazonaws.com',
    ],
    [
      'the root user before a federated user',
      allow('*', 'kms:Decrypt', like(iam('root'), sts('federated-user/F'))),
      iam('root'),
    ],
    [
      'a session before a federated user',
      allow({ AWS: [sts('federated-user/F'), sts('assumed-role/R/s')] }),
      sts('assumed-role/R/s'),
    ],
    [
      'a federated user before an identity provider',
      allow({ AWS: sts('federated-user/F'), Federated: iam('saml-provider/P') }),
      sts('federated-user/F'),
    ],
    [
      'one that stands for many before one that is named',
      allow({ AWS: [OTHER, iam('role/R', OTHER)] }),
      iam('role/Anyone', OTHER),
    ],
    [
      'one of an account that is named before one of another',
      allow('*', 'kms:Decrypt', { StringEquals: { 'aws:PrincipalType': ['User', 'AssumedRole'] } }),
      iam('role/Anyone'),
    ],
  ])('%s', (_name, statement, principal) => {
    expect(compare([], [statement]).gained[0]?.principal).toBe(principal);
  });

  test('the action that gives most away', () => {
    expect(
      compare([], [allow(APP, ['kms:DescribeKey', 'kms:Sign', 'kms:PutKeyPolicy'])]).gained,
    ).toMatchObject([{ action: 'kms:PutKeyPolicy' }]);
  });
});

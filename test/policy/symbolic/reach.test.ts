import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../shared/policy/parse.ts';
import { Budget } from '../../../shared/policy/symbolic/budget.ts';
import { worldOf } from '../../../shared/policy/symbolic/world.ts';

const OWN = '111122223333';
const OTHER = '444455556666';
const iam = (name: string, account = OWN) => `arn:aws:iam::${account}:${name}`;
const sts = (name: string, account = OWN) => `arn:aws:sts::${account}:${name}`;

const policyOf = (...Statement: object[]) =>
  parsePolicy({ Version: '2012-10-17', Statement }, { account: OWN });

/** How far a statement reaches each caller it tells apart, and under how many conditions: 2 is allowed, 1 delegated. */
function reachOf(statement: object): Record<string, string> {
  const candidate = policyOf({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', ...statement });
  const { callers } = worldOf({ baseline: policyOf(), candidate }, new Budget(200_000));
  return Object.fromEntries(
    callers.flatMap(({ classes, reaches: [reach] }) => {
      const { level = 'none', conditions } = reach ?? {};
      const told = conditions?.literals.length ? `${level} under ${conditions.literals.length}` : `${level}`;
      return classes.map(({ caller: { arn } }) => [nameOf(arn), told]);
    }),
  );
}

/** `role/App`, and of another account with its account. */
const nameOf = (arn: string) => arn.replace(/^arn:aws:(iam|sts)::/, '').replace(`${OWN}:`, '');

const allOwn = (reach: string) => ({
  root: reach,
  'user/Anyone': reach,
  'role/Anyone': reach,
  'assumed-role/Anyone/session': reach,
  'federated-user/Anyone': reach,
});
const allOther = (reach: string) =>
  Object.fromEntries(Object.keys(allOwn('')).map((name) => [`${OTHER}:${name}`, reach]));
const others = (reach: string) => ({
  'any-service.amazonaws.com': reach,
  [`${OTHER}:saml-provider/Other`]: reach,
});
const NOBODY = { ...allOwn('none'), ...allOther('none'), ...others('none') };

describe('R-LEVEL: how far a statement reaches those it covers', () => {
  test.each<[string, object, object]>([
    ['anyone', { Principal: '*' }, { ...allOwn('2'), ...allOther('1'), ...others('2') }],
    ["the key's account", { Principal: { AWS: OWN } }, { ...NOBODY, ...allOwn('1'), root: '2' }],
    ['another account', { Principal: { AWS: OTHER } }, { ...NOBODY, ...allOther('1') }],
    [
      'a role, with its sessions',
      { Principal: { AWS: iam('role/App') } },
      { ...NOBODY, 'role/App': '2', 'assumed-role/App/session': '2' },
    ],
    [
      'a role of another account',
      { Principal: { AWS: iam('role/App', OTHER) } },
      { ...NOBODY, [`${OTHER}:role/App`]: '1', [`${OTHER}:assumed-role/App/session`]: '1' },
    ],
    [
      'a session',
      { Principal: { AWS: sts('assumed-role/App/alice') } },
      { ...NOBODY, 'assumed-role/App/alice': '2', 'assumed-role/App/session': 'none' },
    ],
    ['a user', { Principal: { AWS: iam('user/bob') } }, { ...NOBODY, 'user/bob': '2' }],
    ['a service', { Principal: { Service: 's3.amazonaws.com' } }, { ...NOBODY, 's3.amazonaws.com': '2' }],
    [
      'an identity provider',
      { Principal: { Federated: iam('saml-provider/Okta') } },
      { ...NOBODY, 'saml-provider/Okta': '2' },
    ],
    ['whoever is left of a deleted role', { Principal: { AWS: 'AROAEXAMPLEID12345678' } }, NOBODY],
    [
      'a canonical user',
      { Principal: { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' } },
      NOBODY,
    ],
    [
      'all but the root user of an account that NotPrincipal names',
      { NotPrincipal: { AWS: OWN } },
      { ...allOwn('2'), root: 'none', ...allOther('1'), ...others('2') },
    ],
    [
      'all but a service and a provider that NotPrincipal names',
      { NotPrincipal: { Service: 's3.amazonaws.com', Federated: iam('saml-provider/Okta') } },
      {
        ...allOwn('2'),
        ...allOther('1'),
        ...others('2'),
        's3.amazonaws.com': 'none',
        'saml-provider/Okta': 'none',
      },
    ],
    [
      'by a Deny not at all, to whomever it applies',
      { Effect: 'Deny', Principal: { AWS: iam('role/App') } },
      { ...NOBODY, 'role/App': '0', 'assumed-role/App/session': '0' },
    ],
  ])('%s', (_name, statement, expected) => {
    expect(reachOf(statement)).toMatchObject(expected);
  });
});

describe('R-DERIVED: what follows from who calls', () => {
  const users = { 'user/Anyone': '2', [`${OTHER}:user/Anyone`]: '1' };
  const roots = { root: '2', [`${OTHER}:root`]: '1' };
  test.each<[string, object, object]>([
    ['the account', { StringEquals: { 'aws:PrincipalAccount': OWN } }, { ...NOBODY, ...allOwn('2') }],
    [
      'the account, by the name KMS gives it',
      { StringEquals: { 'kms:CallerAccount': OWN } },
      { ...NOBODY, ...allOwn('2') },
    ],
    ['the type: Account', { StringEquals: { 'aws:PrincipalType': 'Account' } }, { ...NOBODY, ...roots }],
    ['the type: User', { StringEquals: { 'aws:PrincipalType': 'User' } }, { ...NOBODY, ...users }],
    ['the name of a user alone', { Null: { 'aws:username': 'false' } }, { ...NOBODY, ...users }],
    [
      'the ARN of nobody but those with an account',
      { Null: { 'aws:PrincipalArn': 'true' } },
      { ...NOBODY, ...others('2') },
    ],
    [
      'that a service calls',
      { Bool: { 'aws:PrincipalIsAWSService': 'true' } },
      { ...NOBODY, 'any-service.amazonaws.com': '2' },
    ],
    [
      'that no service calls',
      { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
      { ...allOwn('2'), ...allOther('1'), ...others('2'), 'any-service.amazonaws.com': 'none' },
    ],
    [
      'the name of a service alone',
      { Null: { 'aws:PrincipalServiceName': 'false' } },
      { ...NOBODY, 'any-service.amazonaws.com': '2' },
    ],
    [
      'a value that a negated operator spares',
      { StringNotEquals: { 'aws:PrincipalAccount': OWN } },
      { ...NOBODY, ...allOther('1'), ...others('2') },
    ],
  ])('%s', (_name, Condition, expected) => {
    expect(reachOf({ Principal: '*', Condition })).toEqual(expected);
  });

  test("aws:userid for the root user; for others it is the request's", () => {
    const own = reachOf({ Principal: '*', Condition: { StringEquals: { 'aws:userid': OWN } } });
    expect(own).toMatchObject({
      ...allOwn('2 under 1'),
      root: '2',
      [`${OTHER}:root`]: 'none',
      [`${OTHER}:role/Anyone`]: '1 under 1',
      'any-service.amazonaws.com': '2 under 1',
    });
  });

  test('a condition on who calls that cannot be decided stays beside the others', () => {
    const Condition = {
      StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}', 'aws:SourceVpce': 'vpce-1' },
    };
    expect(reachOf({ Principal: '*', Condition })).toMatchObject(allOwn('2 under 2'));
  });
});

import { describe, expect, test } from '@jest/globals';
import { comparePolicies } from '../../../shared/policy/compare.ts';
import { parsePolicy } from '../../../shared/policy/parse.ts';

const OWN = '111122223333';
const OTHER = '444455556666';
const iam = (name: string, account = OWN) => `arn:aws:iam::${account}:${name}`;
const allow = (Principal: object | string, Condition = {}) => ({
  Effect: 'Allow',
  Principal,
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition,
});
const deny = (Principal: object | string, Condition = {}) => ({
  ...allow(Principal, Condition),
  Effect: 'Deny',
});
const like = (...arns: string[]) => ({ ArnLike: { 'aws:PrincipalArn': arns } });
const policyOf = (Statement: object[]) => parsePolicy({ Version: '2012-10-17', Statement }, { account: OWN });

/** Who gains, in words: each text up to what they may. */
const whoGains = (baseline: object[], candidate: object[]) =>
  comparePolicies(policyOf(baseline), policyOf(candidate)).gained.map(({ text }) =>
    text.replace(/ may(, if IAM agrees,)? Decrypt.*/, ''),
  );

describe('R-COMPARE: those who gain are told', () => {
  test.each<[string, object | string, object, string[]]>([
    [
      'by name, and a role without its sessions',
      { AWS: [iam('role/App'), iam('user/bob'), `arn:aws:sts::${OWN}:assumed-role/App/alice`] },
      {},
      [`user/bob in account ${OWN} and role/App in account ${OWN}`],
    ],
    [
      'by name where a session alone is let in',
      { AWS: `arn:aws:sts::${OWN}:assumed-role/App/alice` },
      {},
      [`assumed-role/App/alice in account ${OWN}`],
    ],
    [
      'by account where it is anyone in it, the root user apart where IAM has no say',
      { AWS: [OWN, OTHER, '777788889999'] },
      {},
      [
        `the root user of account ${OWN}`,
        `anyone in accounts ${OTHER} and 777788889999 and anyone else in account ${OWN}`,
      ],
    ],
    [
      'as anyone in any other account beside the accounts that are named',
      '*',
      {},
      [`anyone in account ${OWN} and any AWS service`, 'anyone in any other account'],
    ],
    [
      'by an example where only some other accounts are meant',
      '*',
      { StringLike: { 'kms:CallerAccount': `${OTHER.slice(0, 2)}*` } },
      [`anyone in other accounts such as ${OTHER}`],
    ],
    [
      'by two examples where two patterns tell the other accounts apart',
      '*',
      { StringLike: { 'kms:CallerAccount': ['4*', '7*'] } },
      [`anyone in other accounts such as ${OTHER} and in other accounts such as 777788889999`],
    ],
    ['as any of a kind', '*', like(iam('role/*', OTHER)), [`any role in account ${OTHER}`]],
    [
      'as each kind, where federated users are left out',
      '*',
      like(iam('*', OTHER)),
      [`any user and any role in account ${OTHER}`],
    ],
    [
      'by an example where a pattern divides a kind',
      '*',
      like(iam('user/ops/*', OTHER), iam('role/*', OTHER)),
      [`users such as user/ops/Any and any role in account ${OTHER}`],
    ],
    [
      'for each account by what is meant in it',
      '*',
      like(iam('role/App*', OTHER), iam('role/*', '777788889999')),
      [`roles such as role/AppAny in account ${OTHER} and any role in account 777788889999`],
    ],
    [
      'as the root user of any account',
      '*',
      { StringEquals: { 'aws:PrincipalType': 'Account' } },
      [`the root user of account ${OWN}`, 'the root user in any other account'],
    ],
    [
      'as federated users, which are neither users nor roles',
      '*',
      { ArnLike: { 'aws:PrincipalArn': `arn:aws:sts::${OTHER}:federated-user/a*` } },
      [`federated users such as federated-user/aAny in account ${OTHER}`],
    ],
    [
      'as users where only they have the key',
      '*',
      { StringLike: { 'aws:username': '*', 'aws:PrincipalAccount': OTHER } },
      [`any user in account ${OTHER}`],
    ],
    ['as a service', { Service: 's3.amazonaws.com' }, {}, ['the service s3.amazonaws.com']],
    [
      'as services such as one of those a pattern covers',
      '*',
      { StringLike: { 'aws:PrincipalServiceName': 's*.amazonaws.com' } },
      ['services such as s.amazonaws.com'],
    ],
    ['as any service', '*', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }, ['any AWS service']],
    [
      'as any service, once for those of all Regions',
      '*',
      { StringLike: { 'aws:PrincipalServiceName': '*' } },
      ['any AWS service'],
    ],
    ['as an identity provider', { Federated: iam('saml-provider/Okta') }, {}, [iam('saml-provider/Okta')]],
    [
      'as any identity provider where nobody else is let in',
      '*',
      { Null: { 'aws:PrincipalAccount': 'true', 'aws:PrincipalServiceName': 'true' } },
      ['any identity provider'],
    ],
    [
      'by name for as many as can be read, and the rest by their number',
      { AWS: [1, 2, 3, 4, 5, 6].map((at) => iam(`role/R${at}`)) },
      {},
      [`${[1, 2, 3, 4].map((at) => `role/R${at} in account ${OWN}`).join(', ')} and 2 more`],
    ],
  ])('%s', (_name, principal, condition, expected) => {
    expect(whoGains([], [allow(principal, condition)])).toEqual(expected);
  });

  test('as anyone else where those who are named could before', () => {
    expect(whoGains([allow({ AWS: iam('role/App', OTHER) })], [allow({ AWS: OTHER })])).toEqual([
      `anyone else in account ${OTHER}`,
    ]);
  });

  test('as anyone else in one account beside anyone in others', () => {
    const others = { ...deny('*'), Principal: undefined, NotPrincipal: { AWS: iam('root', OTHER) } };
    expect(whoGains([allow('*'), others], [allow('*')])).toContain(
      `anyone in any other account and anyone else in account ${OTHER}`,
    );
  });

  test('without those a pattern spares', () => {
    const spared = [allow('*', like(iam('role/App', '*')))];
    expect(whoGains(spared, [allow('*')])).toEqual([
      `any user, roles such as role/Whoever and any federated user in account ${OWN} and any AWS service`,
      'the root user, any user, roles such as role/Whoever and any federated user in any other account',
    ]);
  });

  test('by the name of a session that a Deny kept out', () => {
    const alice = deny({ AWS: `arn:aws:sts::${OWN}:assumed-role/App/alice` });
    const app = allow({ AWS: iam('role/App') });
    expect(whoGains([app, alice], [app])).toEqual([`assumed-role/App/alice in account ${OWN}`]);
  });
});

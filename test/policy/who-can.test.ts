import { describe, expect, test } from '@jest/globals';
import { canPutPolicy, policyOwners } from '../../shared/policy/lockout.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import { whoCan, whoMayEverything } from '../../shared/policy/who-can.ts';
import { DENIES_OF_PATTERNS, DENIES_OF_PIGEONS } from './too-many-cases.ts';

const ROOT = 'arn:aws:iam::111122223333:root';
const APP = 'arn:aws:iam::111122223333:role/App';
const OWNER = 'arn:aws:iam::111122223333:role/Owner';

const policyOf = (...Statement: object[]) =>
  parsePolicy({ Version: '2012-10-17', Statement }, { account: '111122223333' });
const allow = (AWS: string, Action: string, Condition: object = {}) => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action,
  Resource: '*',
  Condition,
});

describe('R-DUTY: whoCan', () => {
  test('tells what is direct from what goes through IAM', () => {
    expect(whoCan(policyOf(allow(ROOT, 'kms:*'), allow(APP, 'kms:Decrypt')))).toEqual([
      { principal: '111122223333', administer: 'delegated', own: 'delegated', use: 'delegated' },
      { principal: APP, administer: 'delegated', own: 'delegated', use: 'allowed' },
    ]);
  });

  test('leaves out statements whose condition on the principal does not hold, and Deny takes away', () => {
    const rootOnly = { StringEquals: { 'aws:PrincipalType': 'Account' } };
    const deny = { ...allow(APP, 'kms:PutKeyPolicy'), Effect: 'Deny' };
    const [, app] = whoCan(policyOf(allow(ROOT, 'kms:*', rootOnly), allow(APP, 'kms:*'), deny));
    expect(app).toEqual({ principal: APP, administer: 'allowed', own: 'denied', use: 'allowed' });
  });

  test('says on what access depends', () => {
    const via = { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } };
    expect(whoCan(policyOf(allow(APP, 'kms:Decrypt', via)))).toMatchObject([
      { use: 'allowed', conditions: 'through s3.us-east-1.amazonaws.com only' },
    ]);
  });

  test('never gives another account more than delegated', () => {
    expect(whoCan(policyOf(allow('444455556666', 'kms:*')))).toMatchObject([
      { own: 'delegated', use: 'delegated' },
    ]);
  });
});

describe('R-DUTY: whoCan goes by meaning', () => {
  const own = { StringEquals: { 'kms:CallerAccount': '111122223333' } };

  test('anyone under a condition on the account is that account, and no stranger', () => {
    expect(whoCan(policyOf(allow('*', 'kms:Decrypt', own)))).toEqual([
      { principal: '*', administer: 'denied', own: 'denied', use: 'denied' },
      {
        principal: '111122223333',
        administer: 'denied',
        own: 'denied',
        use: 'allowed',
        conditions: 'if kms:CallerAccount is 111122223333',
      },
    ]);
  });

  test('lists a role that only a condition names', () => {
    const policy = policyOf(allow('*', 'kms:Decrypt', { ArnEquals: { 'aws:PrincipalArn': APP } }));
    expect(whoCan(policy)).toEqual([
      { principal: '*', administer: 'denied', own: 'denied', use: 'denied' },
      { principal: APP, administer: 'denied', own: 'denied', use: 'allowed' },
    ]);
  });

  test('the root user counts for its account where the account delegates nothing', () => {
    const rootOnly = { StringEquals: { 'aws:PrincipalType': 'Account' } };
    expect(whoCan(policyOf(allow(ROOT, 'kms:*', rootOnly)))).toEqual([
      {
        principal: '111122223333',
        administer: 'allowed',
        own: 'allowed',
        use: 'allowed',
        conditions: 'the root user alone',
      },
    ]);
  });

  test('a Deny takes away what is left of an Allow, and says under which condition something remains', () => {
    const elsewhere = {
      ...allow('*', 'kms:*', { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }),
      Effect: 'Deny',
    };
    const never = { ...allow('*', 'kms:*', { Null: { 'aws:SourceVpce': 'false' } }), Effect: 'Deny' };
    const [through] = whoCan(policyOf(allow(APP, 'kms:Decrypt'), elsewhere));
    expect(through).toMatchObject({ use: 'allowed', conditions: 'if aws:SourceVpce is vpce-1' });
    expect(whoCan(policyOf(allow(APP, 'kms:Decrypt'), elsewhere, never))[0]).toMatchObject({ use: 'denied' });
  });
});

describe('R-DUTY: whoCan lists', () => {
  const iam = (what: string) => `arn:aws:iam::111122223333:${what}`;
  const of = (principals: object, Action = 'kms:Decrypt') => ({
    Effect: 'Allow',
    ...principals,
    Action,
    Resource: '*',
  });
  const nothing = { administer: 'denied', own: 'denied', use: 'denied' };

  test('services, however they are spelled, and identity providers', () => {
    const [provider, other] = [iam('saml-provider/Corp'), iam('saml-provider/Other')];
    const policy = policyOf(
      of({ Principal: { Service: 'S3.amazonaws.com' } }),
      of({ Principal: { Service: 'sns.amazonaws.com', Federated: provider } }, 'kms:CreateGrant'),
      of({ Principal: { Federated: other } }, 'kms:PutKeyPolicy'),
    );
    expect(whoCan(policy)).toEqual([
      { ...nothing, principal: 'S3.amazonaws.com', use: 'allowed' },
      { ...nothing, principal: 'sns.amazonaws.com', administer: 'allowed' },
      { ...nothing, principal: provider, administer: 'allowed' },
      { ...nothing, principal: other, own: 'allowed' },
    ]);
  });

  test('for NotPrincipal anyone, whom it spares, and who else is of their account', () => {
    expect(whoCan(policyOf(of({ NotPrincipal: { AWS: APP } })))).toEqual([
      { ...nothing, principal: '*', use: 'allowed' },
      { ...nothing, principal: APP },
      { ...nothing, principal: '111122223333', use: 'allowed' },
    ]);
  });

  test('nobody for a deleted principal or a canonical user', () => {
    const Principal = { AWS: 'AROAEXAMPLEID12345678', CanonicalUser: '79a59df9' };
    expect(whoCan(policyOf(of({ Principal })))).toEqual([]);
  });

  test('an account before a role of it, where both are named, each once', () => {
    const names = whoCan(policyOf(allow(ROOT, 'kms:*'), allow(APP, 'kms:Sign'), allow(ROOT, 'kms:*')));
    expect(names.map(({ principal }) => principal)).toEqual(['111122223333', APP]);
  });

  test('a user that only a condition names, and no account of which only others are let in', () => {
    const user = iam('user/Alice');
    const policy = policyOf(allow('*', 'kms:Decrypt', { ArnEquals: { 'aws:PrincipalArn': user } }));
    expect(whoCan(policy)).toEqual([
      { ...nothing, principal: '*' },
      { ...nothing, principal: user, use: 'allowed' },
    ]);
  });

  test('the highest of several levels, and each condition once', () => {
    const [vpc, secure] = [
      { StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
      { Bool: { 'aws:SecureTransport': 'true' } },
    ];
    const statements = [
      allow(ROOT, 'kms:Sign'),
      allow(APP, 'kms:Decrypt', vpc),
      allow(APP, 'kms:Encrypt', vpc),
      allow(APP, 'kms:Verify', secure),
    ];
    const conditions = 'if aws:SourceVpc is vpc-1; if aws:SecureTransport is true';
    for (const order of [statements, statements.toReversed()]) {
      const app = whoCan(policyOf(...order)).find(({ principal }) => principal === APP);
      expect({ ...app, conditions: app?.conditions?.split('; ').toSorted().toReversed().join('; ') }).toEqual(
        {
          ...nothing,
          principal: APP,
          use: 'allowed',
          conditions,
        },
      );
    }
  });
});

describe('R-UNKNOWN: what cannot be decided counts as access', () => {
  const conditions = 'as far as could be decided';
  const all = { administer: 'allowed', own: 'allowed', use: 'allowed', conditions };

  test.each([
    ['values', DENIES_OF_PATTERNS],
    ['requests', DENIES_OF_PIGEONS],
  ])('of whoever is named, where there are too many %s', (_what, denies) => {
    const policy = policyOf(allow(APP, 'kms:Decrypt'), allow(OWNER, 'kms:Sign'), ...denies);
    const names = [APP, OWNER, '*'];
    expect(whoCan(policy)).toEqual(names.map((principal) => ({ principal, ...all })));
    expect(whoMayEverything(policy)).toEqual(names);
  });
});

describe('whoMayEverything', () => {
  const APPS = 'arn:aws:iam::111122223333:role/app-*';

  test('is who has every action by itself, of several statements and under whichever conditions', () => {
    const everything = { Action: undefined, NotAction: 'kms:D*' };
    const policy = policyOf(
      allow(APP, 'kms:D*'),
      { ...allow(APP, ''), ...everything },
      { ...allow('arn:aws:iam::111122223333:role/Half', ''), ...everything },
      allow(OWNER, 'kms:*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
      allow('arn:aws:iam::444455556666:role/Other', 'kms:*'),
    );
    expect(whoMayEverything(policy)).toEqual([APP, OWNER]);
  });

  test('is an account for its root user, and a pattern for one whom it lets in', () => {
    expect(whoMayEverything(policyOf(allow(ROOT, 'kms:*')))).toEqual(['111122223333']);
    const role = allow('*', 'kms:*', { ArnLike: { 'aws:PrincipalArn': APPS } });
    expect(whoMayEverything(policyOf(role))).toEqual(['111122223333', APPS]);
  });

  test('is nobody where a Deny takes one action away', () => {
    const denied = { ...allow('*', 'kms:ScheduleKeyDeletion'), Effect: 'Deny' };
    expect(whoMayEverything(policyOf(allow(APP, 'kms:*'), allow(ROOT, 'kms:*'), denied))).toEqual([]);
  });
});

describe('R-LOCKOUT: who can still put a policy', () => {
  test('a role named, or the account through IAM', () => {
    expect(canPutPolicy(policyOf(allow(OWNER, 'kms:PutKeyPolicy')), OWNER)).toBe('allowed');
    expect(canPutPolicy(policyOf(allow(ROOT, 'kms:*')), OWNER)).toBe('delegated');
    expect(canPutPolicy(policyOf(allow(APP, 'kms:Decrypt')), OWNER)).toBe('denied');
  });

  test('finds owners that only a condition names', () => {
    const policy = policyOf(allow('*', 'kms:*', { ArnEquals: { 'aws:PrincipalArn': OWNER } }));
    expect(policyOwners(policy)).toEqual([{ principal: OWNER, level: 'allowed' }]);
  });

  test('finds nobody where the key would be locked', () => {
    expect(policyOwners(policyOf(allow(APP, 'kms:Decrypt')))).toEqual([]);
  });
});

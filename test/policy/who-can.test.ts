import { describe, expect, test } from '@jest/globals';
import { canPutPolicy, policyOwners } from '../../shared/policy/lockout.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import { whoCan } from '../../shared/policy/who-can.ts';

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

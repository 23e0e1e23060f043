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

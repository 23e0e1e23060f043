import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../shared/policy/parse.ts';
import { whoCan } from '../../shared/policy/who-can.ts';

const iam = (what: string, account = '111122223333') => `arn:aws:iam::${account}:${what}`;
const APPS = iam('role/app-*');
const WHO = 'aws:PrincipalArn';

const allow = (AWS: string, Action: string, Condition: object = {}) => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action,
  Resource: '*',
  Condition,
});
const listed = (...Statement: object[]) =>
  whoCan(parsePolicy({ Version: '2012-10-17', Statement }, { account: '111122223333' }), undefined, {
    patterns: true,
  });
const names = (...statements: object[]) => listed(...statements).map(({ principal }) => principal);

describe('R-DUTY: whoCan lists a pattern of aws:PrincipalArn', () => {
  test.each(['ArnLike', 'ArnEquals', 'StringLike'])('for the roles that %s lets in', (operator) => {
    expect(
      names(allow('*', 'kms:Decrypt', { [operator]: { 'AWS:principalarn': [APPS, iam('role/App')] } })),
    ).toEqual(['*', '111122223333', iam('role/App'), APPS]);
  });

  test('with what they may do, and of their account some only', () => {
    const conditions = `if ${WHO} is like ${APPS}`;
    const nothing = { administer: 'denied', own: 'denied' };
    expect(listed(allow('*', 'kms:Decrypt', { ArnLike: { [WHO]: APPS } }))).toEqual([
      { ...nothing, principal: '*', use: 'denied' },
      {
        ...nothing,
        principal: '111122223333',
        use: 'allowed',
        conditions: `${conditions}; some only, such as role/app-Any in account 111122223333`,
      },
      { ...nothing, principal: APPS, use: 'allowed', conditions },
    ]);
  });

  test.each([
    ['users', iam('user/x?'), 'allowed'],
    ['roles of another account', iam('role/*', '444455556666'), 'delegated'],
  ])('for %s', (_who, pattern, use) => {
    expect(listed(allow('*', 'kms:Decrypt', { ArnLike: { [WHO]: pattern } })).at(-1)).toMatchObject({
      principal: pattern,
      use,
    });
  });

  test('only if it is asked to', () => {
    const Statement = allow('*', 'kms:Decrypt', { ArnLike: { [WHO]: APPS } });
    const policy = parsePolicy({ Statement }, { account: '111122223333' });
    expect(whoCan(policy).map(({ principal }) => principal)).toEqual(['*', '111122223333']);
  });
});

describe('R-DUTY: whoCan lists no pattern', () => {
  const ANY = iam('role/*');
  const secure = { Bool: { 'aws:SecureTransport': 'true' } };
  const denied = { ...allow('*', 'kms:Decrypt', { ...secure, ArnLike: { [WHO]: APPS } }), Effect: 'Deny' };

  test.each<[string, object]>([
    ['of a Deny', denied],
    ['of a negated operator', allow('111122223333', 'kms:Decrypt', { ArnNotLike: { [WHO]: APPS } })],
    ['that is compared as it stands', allow('111122223333', 'kms:Decrypt', { StringEquals: { [WHO]: ANY } })],
    ['of another key', allow('111122223333', 'kms:Decrypt', { ArnLike: { 'aws:SourceArn': ANY } })],
    ['of root users', allow('*', 'kms:Decrypt', { ArnLike: { [WHO]: iam('roo?') } })],
  ])('%s', (_what, statement) => {
    const all = names(allow('111122223333', 'kms:Decrypt'), statement);
    expect(all.filter((name) => /:.*[*?]/.test(name))).toEqual([]);
  });

  test('that lets in nobody whom no Deny keeps out', () => {
    const kept = { ...allow('*', 'kms:Sign'), Effect: 'Deny' };
    expect(names(allow('*', 'kms:Sign', { ArnLike: { [WHO]: APPS } }), kept)).toEqual(['*']);
  });

  test('for one whom the policy names besides', () => {
    const app = allow(iam('role/app-1'), 'kms:CreateGrant');
    const rows = listed(allow('*', 'kms:Decrypt', { ArnLike: { [WHO]: APPS } }), app);
    expect(rows.filter(({ principal }) => principal === APPS)).toMatchObject([
      { administer: 'denied', use: 'allowed' },
    ]);
  });
});

describe('R-DUTY: whoCan says of an account that', () => {
  const conditions = (...patterns: string[]) =>
    listed(allow('*', 'kms:Decrypt', { ArnLike: { [WHO]: patterns } })).find(
      ({ principal }) => principal === '111122223333',
    )?.conditions;

  test('some roles only are let in, if its root user is or is not', () => {
    const some = '; some only, such as role/app-Any in account 111122223333';
    expect(conditions(APPS)).toBe(`if ${WHO} is like ${APPS}${some}`);
    expect(conditions(APPS, iam('root'))).toBe(`if ${WHO} is like ${APPS} or ${iam('root')}${some}`);
  });

  test('all of its roles are let in, though no users are', () => {
    expect(conditions(iam('role/*'))).toBe(`if ${WHO} is like ${iam('role/*')}`);
  });
});

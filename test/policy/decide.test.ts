import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { decide } from '../../shared/policy/decide.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import type { Context, Level } from '../../shared/policy/policy.ts';

type Case = {
  name: string;
  version?: string;
  statements: object[];
  principal: string;
  action: string;
  context?: Context;
  decision: Level;
  by?: number[];
};

const KEY = {
  account: '111122223333',
  key: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
};
const CASES = new URL('../cases/decide/', import.meta.url);

for (const file of readdirSync(CASES)) {
  describe(`cases of ${file}`, () => {
    const cases = JSON.parse(readFileSync(new URL(file, CASES), 'utf8')) as Case[];
    test.each(cases.map((each) => [each.name, each] as const))('%s', (_name, each) => {
      const policy = parsePolicy(
        JSON.stringify({ Version: each.version ?? '2012-10-17', Statement: each.statements }),
        KEY,
      );
      const { principal, action, context } = each;
      const answer = decide(
        policy,
        context === undefined ? { principal, action } : { principal, action, context },
      );
      expect(answer.decision).toBe(each.decision);
      if (each.by !== undefined) {
        expect(answer.statements.map(({ index }) => index)).toEqual(each.by);
      }
    });
  });
}

describe('decide', () => {
  const policy = parsePolicy(
    { Statement: { Sid: 'Open', Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' } },
    KEY,
  );

  test('says in words who may do what, and which statement says so', () => {
    expect(decide(policy, { principal: 'arn:aws:iam::444455556666:role/x/App', action: 'Decrypt' })).toEqual({
      decision: 'delegated',
      statements: [{ sid: 'Open', index: 0, effect: 'Allow' }],
      text: 'role/x/App in account 444455556666 may, if IAM agrees, Decrypt: delegated by statement 1 ("Open").',
    });
  });

  test('says which statements deny, and points to one without a Sid by its place', () => {
    const no = { Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };
    const { statements, text } = decide(parsePolicy({ Statement: [no, no] }, KEY), {
      principal: 's3.amazonaws.com',
      action: 'kms:Decrypt',
    });
    expect(statements).toStrictEqual([
      { index: 0, effect: 'Deny' },
      { index: 1, effect: 'Deny' },
    ]);
    expect(text).toBe('the service s3.amazonaws.com may not Decrypt: denied by statement 1 and statement 2.');
  });

  test('says that no statement allows it, or that none could', () => {
    const text = (action: string) => decide(policy, { principal: '111122223333', action }).text;
    expect(text('kms:Encrypt')).toBe(
      'the root user of account 111122223333 may not Encrypt: no statement allows it.',
    );
    expect(text('kms:ListKeys')).toBe(
      'the root user of account 111122223333 may not ListKeys: no key policy can allow an action that is not on a key.',
    );
  });

  test('refuses a principal that cannot call KMS', () => {
    expect(() => decide(policy, { principal: '*', action: 'kms:Decrypt' })).toThrow(
      expect.objectContaining({ code: 'UnknownPrincipal' }),
    );
  });

  test('refuses an action that is not published rather than call it denied', () => {
    expect(() => decide(policy, { principal: '111122223333', action: 'kms:Decript' })).toThrow(
      expect.objectContaining({ code: 'UnknownAction' }),
    );
  });
});

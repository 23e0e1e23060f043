import { describe, expect, test } from '@jest/globals';
import { comparePolicies } from '../../shared/policy/compare.ts';
import { decide } from '../../shared/policy/decide.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';

const APP = 'arn:aws:iam::111122223333:role/App';
const policyOf = (...Statement: object[]) =>
  parsePolicy({ Version: '2012-10-17', Statement }, { account: '111122223333' });
const allow = (AWS: string | string[], Action: string | string[], Condition?: object) => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action,
  Resource: '*',
  ...(Condition === undefined ? {} : { Condition }),
});
const relation = (baseline: object[], candidate: object[]) =>
  comparePolicies(policyOf(...baseline), policyOf(...candidate)).relation;

describe('comparePolicies', () => {
  test('order and spelling do not matter', () => {
    const root = 'arn:aws:iam::111122223333:root';
    const one = [allow([root, APP], ['kms:Encrypt', 'kms:Decrypt'])];
    expect(relation(one, [allow([APP, '111122223333'], ['kms:decrypt', 'Kms:Encrypt'])])).toBe('equivalent');
    expect(
      relation(one, [
        allow(APP, 'kms:Encrypt'),
        allow(APP, 'kms:Decrypt'),
        allow(root, ['kms:Decrypt', 'kms:Encrypt']),
      ]),
    ).toBe('equivalent');
  });

  test('a new action is wider, and its absence narrower', () => {
    const less = [allow(APP, 'kms:Decrypt')];
    const more = [allow(APP, ['kms:Decrypt', 'kms:Encrypt'])];
    expect(relation(less, more)).toBe('wider');
    expect(relation(more, less)).toBe('narrower');
  });

  test('both is incomparable', () => {
    expect(relation([allow(APP, 'kms:Decrypt')], [allow(APP, 'kms:Encrypt')])).toBe('incomparable');
  });

  test('a removed Deny is wider', () => {
    const open = allow(APP, 'kms:*');
    expect(relation([open, { ...allow(APP, 'kms:Decrypt'), Effect: 'Deny' }], [open])).toBe('wider');
  });

  test('a stranger let in is a gain, with a witness that decide confirms on both policies', () => {
    const baseline = policyOf(allow(APP, 'kms:Decrypt'));
    const candidate = policyOf(allow([APP, '444455556666'], 'kms:Decrypt'));
    const [gain] = comparePolicies(baseline, candidate).gained;
    expect(gain).toMatchObject({ action: 'kms:Decrypt', from: 'denied', to: 'delegated' });
    const request = {
      principal: gain?.principal ?? '',
      action: gain?.action ?? '',
      context: gain?.context ?? {},
    };
    expect(decide(baseline, request).decision).toBe('denied');
    expect(decide(candidate, request).decision).toBe('delegated');
  });

  test('a role in place of the account principal is a rise from delegated to allowed', () => {
    const { gained } = comparePolicies(
      policyOf(allow('111122223333', 'kms:Decrypt')),
      policyOf(allow(APP, 'kms:Decrypt')),
    );
    expect(gained).toMatchObject([{ principal: APP, from: 'delegated', to: 'allowed' }]);
  });
});

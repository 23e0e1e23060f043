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

describe('R-COMPARE: comparePolicies', () => {
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

  test('a role shown as its unique ID after it was deleted is narrower, and gaining one is nothing', () => {
    const role = [allow(APP, 'kms:Decrypt')];
    const deleted = [allow('AROAEXAMPLEID12345678', 'kms:Decrypt')];
    expect(relation(role, deleted)).toBe('narrower');
    expect(relation([], deleted)).toBe('equivalent');
  });

  test('conditions that no request can meet give nothing', () => {
    const odd = { Null: { 'kms:ViaService': 'true' }, StringEquals: { 'kms:ViaService': 'x' } };
    expect(relation([], [allow(APP, 'kms:Decrypt', odd)])).toBe('equivalent');
  });

  test('what no request can be found for is unknown, which no caller may take for narrower', () => {
    const other = { ...allow(APP, 'kms:Decrypt'), Resource: 'arn:aws:kms:us-east-1:111122223333:key/*' };
    const { unknown } = comparePolicies(policyOf(other), policyOf(allow(APP, 'kms:Decrypt')));
    expect(unknown).toEqual([
      {
        reason: 'whether arn:aws:kms:us-east-1:111122223333:key/* is this key is not known',
        statements: [{ index: 0, effect: 'Allow' }],
      },
    ]);
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

  test('a Deny weakened to one more endpoint is a gain through that endpoint', () => {
    const deny = (endpoints: string[]) => ({
      ...allow('*', 'kms:Decrypt', { StringNotEquals: { 'aws:sourceVpce': endpoints } }),
      Effect: 'Deny',
    });
    const open = allow(APP, 'kms:Decrypt');
    const { gained } = comparePolicies(
      policyOf(open, deny(['vpce-1'])),
      policyOf(open, deny(['vpce-1', 'vpce-2'])),
    );
    expect(gained).toMatchObject([
      { principal: APP, context: { 'aws:SourceVpce': 'vpce-2' }, to: 'allowed' },
    ]);
  });

  test('a role let in by aws:PrincipalArn is a gain that names the role as caller', () => {
    const added = allow('*', 'kms:Decrypt', {
      ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/App*' },
    });
    const { gained } = comparePolicies(policyOf(), policyOf(added));
    expect(gained).toMatchObject([
      { principal: 'arn:aws:iam::444455556666:role/AppAny', context: {}, from: 'denied', to: 'delegated' },
    ]);
  });
});

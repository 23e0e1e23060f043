import { describe, expect, test } from '@jest/globals';
import { whyUnsafe } from '../../shared/remediation/safe-policy.ts';
import * as given from '../rules/subject.ts';

const key = { account: '111122223333' };
const owner = given.statement('Owner', 'arn:aws:iam::111122223333:role/KeyOwner', 'kms:PutKeyPolicy');
const approved = given.policy(owner, given.statement('App', 'arn:aws:iam::111122223333:role/App', 'kms:*'));

describe('a policy that is to be written on a key', () => {
  test('may be the approved one, or give less', () => {
    expect(whyUnsafe(approved, approved, key)).toBeUndefined();
    expect(whyUnsafe(given.policy(owner), approved, key)).toBeUndefined();
  });

  test('may not give what the approved one does not, however it is spelled', () => {
    const wider = given.policy(owner, given.statement('App', '*', 'kms:D*'));
    expect(whyUnsafe(wider, approved, key)).toMatch(/^it would give more than the baseline: anyone/);
  });

  test('may not give what cannot be ruled out', () => {
    const elsewhere = { ...given.statement('App', '*', 'kms:Sign'), Resource: 'arn:aws:kms:*:*:key/*' };
    expect(whyUnsafe(given.policy(owner, elsewhere), approved, key)).toMatch(
      /is this key is not known$|anyone/,
    );
  });

  test('may not leave nobody who can change it', () => {
    const locked = given.policy(given.statement('App', 'arn:aws:iam::111122223333:role/App', 'kms:Decrypt'));
    expect(whyUnsafe(locked, approved, key)).toBe('nobody could change the policy any more');
  });

  test('must be a policy', () => {
    expect(whyUnsafe('{"Statement":', approved, key)).toMatch(/^it is no policy: /);
  });
});

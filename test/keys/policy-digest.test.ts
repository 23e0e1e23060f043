import { expect, test } from '@jest/globals';
import { policyDigest } from '../../shared/keys/policy-digest.ts';

const policy = (Principal: unknown, Action: unknown, more: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: Principal }, Action, Resource: '*', ...more }],
  });

test('is the same however KMS orders lists, and spells a list of one', () => {
  const digest = policyDigest(policy(['a', 'b'], 'kms:Decrypt'));
  expect(policyDigest(policy(['b', 'a'], ['kms:Decrypt']))).toBe(digest);
  expect(policyDigest(JSON.stringify(JSON.parse(policy(['a', 'b'], 'kms:Decrypt')), null, 2))).toBe(digest);
});

test.each([
  ['another principal', policy(['a', 'c'], 'kms:Decrypt')],
  ['another action', policy(['a', 'b'], 'kms:Encrypt')],
  [
    'a condition',
    policy(['a', 'b'], 'kms:Decrypt', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
  ],
  ['one text that holds both', policy('a,b', 'kms:Decrypt')],
])('is another with %s', (_, other) => {
  expect(policyDigest(other)).not.toBe(policyDigest(policy(['a', 'b'], 'kms:Decrypt')));
});

test('a text that is no policy has one, too', () => {
  expect(policyDigest('{')).toBe(policyDigest('{'));
  expect(policyDigest('{')).not.toBe(policyDigest('{}'));
});

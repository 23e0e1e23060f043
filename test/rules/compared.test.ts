import { expect, test } from '@jest/globals';
import { comparePolicies } from '../../shared/policy/compare.ts';
import { accessGained, comparison } from '../../shared/rules/compared.ts';
import { keyPolicy } from '../../shared/rules/key-policy.ts';
import * as given from './subject.ts';

const read = (...more: object[]) => {
  const policy = keyPolicy(given.snapshot({ policy: given.policy(...given.approvedStatements, ...more) }));
  if (policy === undefined) throw new Error('The example is no policy.');
  return policy;
};
const approved = read();
const wide = read(given.statement('Stranger', 'arn:aws:iam::444455556666:root', 'kms:Decrypt'));

test('two policies are compared once, each way by itself', () => {
  expect(comparison(approved, wide)).toBe(comparison(approved, wide));
  expect(accessGained(approved, wide)).toBe(accessGained(approved, wide));
  expect(comparison(wide, approved).relation).toBe('narrower');
  expect(comparison(approved, wide).relation).toBe('wider');
});

test('what is remembered is what comparing says', () => {
  expect(comparison(approved, wide)).toEqual(comparePolicies(approved, wide));
});

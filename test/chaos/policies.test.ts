import { expect, test } from '@jest/globals';
import { broken, compliant } from '../../chaos/policies.ts';
import { isCompliant } from '../../chaos/promises/meaning.ts';

test.each(Object.entries(compliant))('%s keeps to the standard', (_, policy) => {
  expect(isCompliant(policy)).toBe(true);
});

test.each(Object.entries(broken))('%s does not', (_, policy) => {
  expect(isCompliant(policy)).toBe(false);
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { comparePolicies } from '../../shared/policy/compare.ts';
import { decide } from '../../shared/policy/decide.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import type { Level } from '../../shared/policy/policy.ts';
import { randomRequest, randomStatement } from './random-policies.ts';

const policyOf = (Statement: object[]) =>
  parsePolicy({ Version: '2012-10-17', Statement }, { account: '111122223333' });
const randomPolicy = fc.array(randomStatement, { maxLength: 4 }).map(policyOf);
const RANK: readonly Level[] = ['denied', 'delegated', 'allowed'];

describe('R-COMPARE: laws of comparePolicies', () => {
  test('a policy is equivalent to itself and to any order of itself', () => {
    fc.assert(
      fc.property(fc.array(randomStatement, { maxLength: 4 }), (statements) => {
        const { relation } = comparePolicies(policyOf(statements), policyOf([...statements].reverse()));
        expect(relation).toBe('equivalent');
      }),
      { numRuns: 2000 },
    );
  });

  test('no request rises where the answer is equivalent or narrower, none falls where it is equivalent or wider', () => {
    fc.assert(
      fc.property(
        randomPolicy,
        randomPolicy,
        fc.array(randomRequest, { maxLength: 10 }),
        (one, other, requests) => {
          const { relation } = comparePolicies(one, other);
          for (const request of requests) {
            const rise =
              RANK.indexOf(decide(other, request).decision) - RANK.indexOf(decide(one, request).decision);
            if (relation === 'equivalent' || relation === 'narrower') expect(rise).toBeLessThanOrEqual(0);
            if (relation === 'equivalent' || relation === 'wider') expect(rise).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('adding an Allow never narrows, adding a Deny never widens', () => {
    fc.assert(
      fc.property(fc.array(randomStatement, { maxLength: 3 }), randomStatement, (statements, added) => {
        const { relation } = comparePolicies(policyOf(statements), policyOf([...statements, added]));
        const never =
          added.Effect === 'Allow' ? ['narrower', 'incomparable'] : ['wider', 'incomparable', 'unknown'];
        expect(never).not.toContain(relation);
      }),
      { numRuns: 3000 },
    );
  });

  test('decide confirms every witness on both policies', () => {
    fc.assert(
      fc.property(randomPolicy, randomPolicy, (one, other) => {
        const { gained, lost } = comparePolicies(one, other);
        for (const { principal, action, context, from, to } of [...gained, ...lost]) {
          expect(decide(one, { principal, action, context }).decision).toBe(from);
          expect(decide(other, { principal, action, context }).decision).toBe(to);
        }
        expect(gained.every(({ from, to }) => RANK.indexOf(to) > RANK.indexOf(from))).toBe(true);
        expect(lost.every(({ from, to }) => RANK.indexOf(to) < RANK.indexOf(from))).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

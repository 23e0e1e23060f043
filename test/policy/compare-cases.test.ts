import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { comparePolicies } from '../../shared/policy/compare.ts';
import type { AccessChange, Comparison } from '../../shared/policy/comparison.ts';
import { decide } from '../../shared/policy/decide.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import type { Context, Level, Policy } from '../../shared/policy/policy.ts';

/** What one of the changes must be; whatever is left out may be anything. */
type Change = {
  principal?: string;
  action?: string;
  context?: Context;
  from?: Level;
  to?: Level;
  /** Indices of statements, from 0. */
  statements?: number[];
  /** A part of the text. */
  text?: string;
};

type Case = {
  name: string;
  version?: string;
  baselineVersion?: string;
  candidateVersion?: string;
  /** False where the key's ARN is not known. */
  key?: false;
  baseline: object[];
  candidate: object[];
  relation: keyof typeof CONVERSE;
  gained?: Change[];
  lost?: Change[];
};

const ACCOUNT = '111122223333';
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const CASES = new URL('../cases/compare/', import.meta.url);
const CONVERSE = {
  equivalent: 'equivalent',
  narrower: 'wider',
  wider: 'narrower',
  incomparable: 'incomparable',
  unknown: 'narrower',
} as const;
const RANK: readonly Level[] = ['denied', 'delegated', 'allowed'];

for (const file of readdirSync(CASES)) {
  describe(`cases of ${file}`, () => {
    const cases = JSON.parse(readFileSync(new URL(file, CASES), 'utf8')) as Case[];
    test.each(cases.map((each) => [each.name, each] as const))('%s', (_name, each) => {
      const baseline = parse(each, each.baseline, each.baselineVersion);
      const candidate = parse(each, each.candidate, each.candidateVersion);
      const there = comparePolicies(baseline, candidate);
      expect(there.relation).toBe(each.relation);
      confirm(there, baseline, candidate);
      holdsEach(there.gained, each.gained);
      holdsEach(there.lost, each.lost);

      const back = comparePolicies(candidate, baseline);
      expect(back.relation).toBe(CONVERSE[each.relation]);
      // A fall that cannot be shown has no witness.
      if (each.relation !== 'unknown') confirm(back, candidate, baseline);
    });
  });
}

function parse(each: Case, Statement: object[], version = each.version ?? '2012-10-17'): Policy {
  const where = each.key === false ? { account: ACCOUNT } : { account: ACCOUNT, key: KEY };
  return parsePolicy(JSON.stringify({ Version: version, Statement }), where);
}

/** Every change is listed on the right side, and carries a request that `decide` answers as stated. */
function confirm({ relation, gained, lost }: Comparison, before: Policy, after: Policy): void {
  expect(gained.length > 0).toBe(relation === 'wider' || relation === 'incomparable');
  expect(lost.length > 0).toBe(relation === 'narrower' || relation === 'incomparable');
  for (const change of [...gained, ...lost]) {
    const { principal, action, context, from, to } = change;
    const request = { principal, action, context };
    expect({
      ...request,
      from: decide(before, request).decision,
      to: decide(after, request).decision,
    }).toEqual({ ...request, from, to });
    expect(Math.sign(RANK.indexOf(to) - RANK.indexOf(from))).toBe(gained.includes(change) ? 1 : -1);
  }
}

function holdsEach(changes: readonly AccessChange[], expected: readonly Change[] = []): void {
  for (const { context = {}, statements = [], text = '', ...exact } of expected) {
    const references = statements.map((index) => expect.objectContaining({ index }));
    expect(changes).toContainEqual(
      expect.objectContaining({
        ...exact,
        context: expect.objectContaining(context),
        statements: expect.arrayContaining(references),
        text: expect.stringContaining(text),
      }),
    );
  }
}

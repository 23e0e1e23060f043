import type { KeySnapshot } from '../keys/snapshot.ts';
import { comparePolicies } from '../policy/compare.ts';
import type { Comparison } from '../policy/comparison.ts';
import { parsePolicy } from '../policy/parse.ts';
import { PolicyError } from '../policy/policy-error.ts';
import type { Rule, Violation } from './rule.ts';
import { isSanctionedPolicy } from './sanctioned.ts';

export const policyDrift: Rule = {
  id: 'policy-drift',
  title: 'A key policy means what its approved baseline means',
  severity: 'high',
  area: 'policy',
  rationale: 'Whoever may change the policy can give itself, or a stranger, everything else.',
  fix: 'Make the change through a pipeline, or have it approved as the new baseline.',
  check(subject) {
    const { baseline, snapshot, governance } = subject;
    if (baseline === undefined || isSanctionedPolicy(subject)) return [];
    const drift = driftOf(baseline.policy, snapshot);
    if (drift === undefined) return [unreadable];
    switch (drift.relation) {
      case 'equivalent':
        return [];
      case 'narrower':
        return governance.policy.narrower === 'adopt' ? [] : [narrower(drift)];
      case 'wider':
      case 'incomparable':
      case 'unknown':
        return [wider(drift, governance.policy.wider)];
    }
  },
};

/** Undefined where the live policy cannot be read: then nobody can say what it gives. */
function driftOf(baseline: string, { account, arn, policy }: KeySnapshot): Comparison | undefined {
  const key = { account, key: arn };
  const approved = parsePolicy(baseline, key);
  try {
    return comparePolicies(approved, parsePolicy(policy, key));
  } catch (error) {
    if (error instanceof PolicyError) return undefined;
    throw error;
  }
}

const unreadable: Violation = {
  message: 'The key policy cannot be read, so it counts as wider than its approved baseline.',
  remedy: 'revert-policy',
};

function wider(drift: Comparison, answer: 'revert' | 'ask'): Violation {
  const reasons = drift.unknown.map(({ reason }) => `could not be decided, so counts as wider: ${reason}`);
  return {
    message: 'The key policy gives access that its approved baseline does not.',
    evidence: [...drift.gained.map(({ text }) => `gained: ${text}`), ...reasons, ...losses(drift)],
    statements: indices(drift),
    ...(answer === 'revert' ? { remedy: 'revert-policy' } : {}),
  };
}

function narrower(drift: Comparison): Violation {
  return {
    message: 'The key policy takes away access that its approved baseline gives.',
    evidence: losses(drift),
    statements: [],
    fix: 'Put the access back, or have the narrower policy approved as the new baseline.',
  };
}

const losses = (drift: Comparison) => drift.lost.map(({ text }) => `lost: ${text}`);

function indices(drift: Comparison): readonly number[] {
  const at = [...drift.gained, ...drift.unknown].flatMap(({ statements }) =>
    statements.map(({ index }) => index),
  );
  return [...new Set(at)].sort((a, b) => a - b);
}

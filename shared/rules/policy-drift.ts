import type { KeySnapshot } from '../keys/snapshot.ts';
import type { Baseline } from '../ledger/ledger.ts';
import type { Comparison } from '../policy/comparison.ts';
import { comparison } from './compared.ts';
import { approvedPolicy, keyPolicy } from './key-policy.ts';
import type { Examples, Rule, Violation } from './rule.ts';
import { isSanctionedPolicy } from './sanctioned.ts';

export const policyDrift: Rule = {
  id: 'policy-drift',
  title: 'A key policy means what its approved baseline means',
  severity: 'high',
  area: 'policy',
  duty: 'policy',
  rationale: 'Whoever may change the policy can give itself, or a stranger, everything else.',
  fix: 'Make the change through a pipeline, or have it approved as the new baseline.',
  controls: {},
  check(subject) {
    const { baseline, snapshot, governance } = subject;
    if (baseline === undefined || isSanctionedPolicy(subject)) return [];
    const drift = driftOf(baseline, snapshot);
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
function driftOf(baseline: Baseline, snapshot: KeySnapshot): Comparison | undefined {
  const live = keyPolicy(snapshot);
  return live && comparison(approvedPolicy(baseline, snapshot), live);
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

const root = {
  Sid: 'Root',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: 'kms:*',
  Resource: '*',
  Condition: { StringEquals: { 'aws:PrincipalType': 'Account' } },
};
const owner = {
  Sid: 'Owner',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:role/KeyOwner' },
  Action: ['kms:GetKeyPolicy', 'kms:PutKeyPolicy'],
  Resource: '*',
};
const ownerHelpsItself = {
  Sid: 'Owner',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:role/KeyOwner' },
  Action: ['kms:GetKeyPolicy', 'kms:PutKeyPolicy', 'kms:Decrypt'],
  Resource: '*',
};
const ownerByPattern = {
  Sid: 'OwnerByItsArn',
  Effect: 'Allow',
  Principal: '*',
  Action: ['kms:getkeypolicy', 'kms:PutKeyPol*'],
  Resource: '*',
  Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/KeyOwner' } },
};

export const examples: Examples = {
  wrong: [
    {
      name: 'The owner gives itself Decrypt',
      approved: [root, owner],
      statements: [root, ownerHelpsItself],
      change: { operation: 'PutKeyPolicy', by: 'role/KeyOwner' },
    },
    {
      name: 'The owner is taken out, and the class says: alert',
      standard: 'policy: { narrower: alert }',
      approved: [root, owner],
      statements: [root],
      change: { operation: 'PutKeyPolicy', by: 'role/KeyOwner' },
    },
    {
      name: 'A pipeline’s event comes, and somebody has written another policy since',
      approved: [root, owner],
      statements: [root, ownerHelpsItself],
      change: {
        operation: 'PutKeyPolicy',
        by: 'role/Deploy',
        details: { policy: '{"Version":"2012-10-17","Statement":[]}' },
      },
    },
  ],
  right: [
    {
      name: 'The same access in other words, in another order',
      approved: [root, owner],
      statements: [ownerByPattern, root],
      change: { operation: 'PutKeyPolicy', by: 'role/KeyOwner' },
    },
    {
      name: 'The owner is taken out, and the class says: adopt',
      standard: 'policy: { narrower: adopt }',
      approved: [root, owner],
      statements: [root],
      change: { operation: 'PutKeyPolicy', by: 'role/KeyOwner' },
    },
    {
      name: 'A pipeline gives more access',
      approved: [root, owner],
      statements: [root, ownerHelpsItself],
      change: { operation: 'PutKeyPolicy', by: 'role/Deploy' },
    },
  ],
};

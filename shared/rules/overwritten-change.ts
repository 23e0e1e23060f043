import { policyDigest } from '../keys/policy-digest.ts';
import type { KeySnapshot } from '../keys/snapshot.ts';
import type { OwnPolicy } from '../ledger/history.ts';
import type { Baseline } from '../ledger/ledger.ts';
import { comparison } from './compared.ts';
import { approvedPolicy, keyPolicy } from './key-policy.ts';
import type { Examples, Rule } from './rule.ts';
import { isOwn, isSanctionedPolicy } from './sanctioned.ts';

/** How far the clocks of CloudTrail and of a Lambda may differ, in milliseconds. */
const skewMs = 1_000;

export const overwrittenChange: Rule = {
  id: 'overwritten-change',
  title: 'The guardian puts back an approved policy that it overwrote',
  severity: 'medium',
  area: 'policy',
  duty: 'policy',
  rationale:
    'KMS has no conditional write: what a pipeline writes while the guardian reverts a policy is overwritten, and must not be lost.',
  fix: 'Nothing, where the guardian put it back; otherwise have the pipeline run again.',
  controls: {},
  check(subject) {
    const { baseline, snapshot, history } = subject;
    const own = history?.lastWrite?.policy;
    if (baseline?.policyAt === undefined || own === undefined) return [];
    const arrived = history?.lastWrite?.confirmedBy !== undefined || isOwn(subject);
    if (!isOwnWork(own, snapshot, baseline, arrived)) return [];
    // A pipeline may write what the guardian wrote before.
    if (isSanctionedPolicy(subject)) return [];
    // What was approved later than the guardian wrote has been overwritten by somebody else.
    if (Date.parse(baseline.policyAt) > own.at + skewMs) return [];
    const live = keyPolicy(snapshot);
    if (live === undefined) return [];
    const drift = comparison(approvedPolicy(baseline, snapshot), live);
    if (drift.relation === 'equivalent') return [];
    return [
      {
        message: 'The guardian overwrote an approved policy that it had not seen yet.',
        evidence: drift.lost.map(({ text }) => `lost: ${text}`),
        remedy: 'revert-policy',
        ownDoing: true,
      },
    ];
  },
};

/**
 * What the guardian wrote is live, or what it was to put the approved policy over, which failed: no event of it has come
 * back.
 */
function isOwnWork(
  { made, replaced }: OwnPolicy,
  { policy }: KeySnapshot,
  baseline: Baseline,
  arrived: boolean,
): boolean {
  const live = policyDigest(policy);
  return made === live || (!arrived && replaced === live && made === policyDigest(baseline.policy));
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
const digest = policyDigest(JSON.stringify({ Version: '2012-10-17', Statement: [root] }));
const ownerToo = policyDigest(JSON.stringify({ Version: '2012-10-17', Statement: [root, owner] }));
const madeAt = (at: string, made = digest, replaced = 'another') => ({
  remediations: [],
  lastWrite: {
    changeId: 'e1',
    at: Date.parse(at),
    steps: ['put-key-policy'] as const,
    policy: { made, replaced, at: Date.parse(at) },
  },
});

export const examples: Examples = {
  wrong: [
    {
      name: 'A pipeline lets the owner in while the guardian reverts to what was approved before',
      approved: [root, owner],
      baseline: { policyAt: '2026-11-24T10:00:00Z' },
      statements: [root],
      history: madeAt('2026-11-24T10:00:00.400Z'),
    },
    {
      name: 'The clock of the guardian is a little slow',
      approved: [root, owner],
      baseline: { policyAt: '2026-11-24T10:00:01Z' },
      statements: [root],
      history: madeAt('2026-11-24T10:00:00.000Z'),
    },
    {
      name: 'The guardian was about to put the approved policy back, and KMS did not let it',
      approved: [root, owner],
      baseline: { policyAt: '2026-11-24T10:00:00Z' },
      statements: [root],
      history: madeAt('2026-11-24T10:00:00.400Z', ownerToo, digest),
    },
  ],
  right: [
    {
      name: 'What the guardian replaced is read once more, as the event of its own write arrives',
      approved: [root, owner],
      baseline: { policyAt: '2026-11-24T10:00:00Z' },
      statements: [root],
      history: madeAt('2026-11-24T10:00:00.400Z', ownerToo, digest),
      change: { operation: 'PutKeyPolicy', by: 'role/kms-guardian/Policy' },
    },
    {
      name: 'What the guardian replaced is live again, and something else has been approved since it wrote',
      approved: [root, owner],
      baseline: { policyAt: '2026-11-24T10:00:00Z' },
      statements: [root],
      history: madeAt('2026-11-24T10:00:00.400Z', 'what the guardian wrote', digest),
    },
    {
      name: 'The approved policy is live',
      approved: [root],
      baseline: { policyAt: '2026-11-24T10:00:00Z' },
      statements: [root],
      history: madeAt('2026-11-24T10:00:00.400Z'),
    },
    {
      name: 'Somebody else has written another policy since',
      approved: [root, owner],
      baseline: { policyAt: '2026-11-24T10:00:00Z' },
      statements: [root],
      history: madeAt('2026-11-24T10:00:00.400Z', 'what the guardian wrote'),
    },
    {
      name: 'The pipeline wrote after the guardian: whoever put the old policy back did so since',
      approved: [root, owner],
      baseline: { policyAt: '2026-11-24T10:00:02Z' },
      statements: [root],
      history: madeAt('2026-11-24T10:00:00.999Z'),
    },
    {
      name: 'A pipeline writes what the guardian wrote before',
      approved: [root, owner],
      baseline: { policyAt: '2026-11-02T09:00:00Z' },
      statements: [root],
      history: madeAt('2026-11-02T09:00:00.400Z'),
      change: { operation: 'PutKeyPolicy', by: 'role/Deploy' },
    },
    {
      name: 'The guardian has never written to the key',
      approved: [root, owner],
      baseline: { policyAt: '2026-11-24T10:00:00Z' },
      statements: [root],
    },
    {
      name: 'Nobody knows when the approved policy was made',
      approved: [root, owner],
      statements: [root],
      history: madeAt('2026-11-24T10:00:00.400Z'),
    },
  ],
};

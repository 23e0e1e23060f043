import { expect, test } from '@jest/globals';
import { carryOut, NotYetPutRight } from '../shared/carry-out.ts';
import type { Decision } from '../shared/ledger/decision.ts';
import { MemoryLedger } from '../shared/ledger/memory-ledger.ts';
import type { Plan } from '../shared/remediation/plan.ts';
import type { Standard } from '../shared/standard/standard.ts';
import { exampleDecision } from './alerts/example-decision.ts';

const plan: Extract<Plan, { kind: 'act' }> = {
  kind: 'act',
  steps: [{ kind: 'put-key-policy', policy: '{"approved":1}', replaces: '{"wide":1}' }],
};

test('before a step is answered, the ledger holds what it replaces: an undo needs that, whatever becomes of the function', async () => {
  const ledger = new MemoryLedger();
  const { arn, changeId } = exampleDecision();
  const lease = await ledger.acquireLease(arn, 'me', 0, 60_000);
  if (lease === undefined) throw new Error('the lease of a new ledger is free');
  const limits = { perThing: 5, perAccount: 100, withinMinutes: 60 };
  const throttled = Object.assign(new Error('later'), { name: 'ThrottlingException' });
  const carried = carryOut(
    plan,
    {
      take: () => Promise.reject(throttled),
      decide: (outcome, more = {}): Decision => exampleDecision({ steps: [], ...more, outcome }),
      lease,
      limits,
    },
    {
      ledger,
      now: () => 0,
      report: () => {},
      standard: { defaults: { breaker: limits } } as Standard,
      outbox: { put: async () => {} },
      rules: [],
      wards: [],
      owner: () => 'me',
      pause: async () => {},
    },
  );
  await expect(carried).rejects.toThrow(NotYetPutRight);
  expect(await ledger.decision(arn, changeId)).toMatchObject({ outcome: 'started', planned: plan.steps });
});

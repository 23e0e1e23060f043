import { policyDigest } from './keys/policy-digest.ts';
import type { OwnWrite } from './ledger/history.ts';
import type { Step } from './remediation/step.ts';

/** What is kept of a write, for its event, the breaker and the next look. `at` in milliseconds since the epoch. Pure. */
export function writeOf(steps: readonly Step[], changeId: string, at: number): OwnWrite {
  const put = steps.find((step) => step.kind === 'put-key-policy');
  return {
    changeId,
    at,
    steps: steps.map(({ kind }) => kind),
    ...(put && { policy: { made: policyDigest(put.policy), replaced: policyDigest(put.replaces), at } }),
  };
}

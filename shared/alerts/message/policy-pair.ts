import type { Decision } from '../../ledger/decision.ts';

/** Two policies whose difference is worth showing. */
export type PolicyPair = {
  readonly before: string;
  readonly after: string;
  /** `change`: what was approved, and what the change made of it. `repair`: what the change left, and what is kept of it. */
  readonly of: 'change' | 'repair';
  /** Only key policies are compared for what they give. */
  readonly kind: 'key' | 'endpoint';
};

/**
 * The policies that a decision is about, from the step that puts a policy back. Where no step was planned, as where a
 * person must decide, they are the approved policy, where it is known, and the one that the call made.
 */
export function policyPair(decision: Decision, approved?: string): PolicyPair | undefined {
  for (const { step } of decision.steps) {
    if (step.kind === 'put-key-policy' && step.repair !== undefined)
      return { before: step.replaces, after: step.policy, of: 'repair', kind: 'key' };
    if (step.kind === 'put-key-policy')
      return { before: step.policy, after: step.replaces, of: 'change', kind: 'key' };
    if (step.kind === 'put-endpoint-policy')
      return { before: step.policy, after: step.replaces, of: 'change', kind: 'endpoint' };
  }
  const { change, scope } = decision;
  if (approved === undefined || scope !== 'key' || 'error' in change || change.operation !== 'PutKeyPolicy')
    return undefined;
  const { policy } = change.details;
  return policy === undefined ? undefined : { before: approved, after: policy, of: 'change', kind: 'key' };
}

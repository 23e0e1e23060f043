import type { KeySnapshot } from '../keys/snapshot.ts';
import { comparePolicies } from '../policy/compare.ts';
import { parsePolicy } from '../policy/parse.ts';
import { PolicyError } from '../policy/policy-error.ts';
import { isNamed } from '../standard/principals.ts';
import type { Subject } from './rule.ts';

/** True of a change that one of the standard's pipelines made: compliant, it becomes the baseline. */
export function isSanctioned({ change, governance, snapshot }: Subject): boolean {
  const arn = change?.actor.arn;
  return arn !== undefined && isNamed(governance.roles.pipelines, arn, snapshot.account);
}

/**
 * True where the live policy is the one a pipeline wrote. That a pipeline's event arrived is not enough:
 * somebody may have written another policy since, and must not have it approved by that event.
 */
export function isSanctionedPolicy(subject: Subject): boolean {
  const { change, snapshot } = subject;
  if (change?.operation !== 'PutKeyPolicy' || !isSanctioned(subject)) return false;
  const { policy } = change.details;
  return policy !== undefined && isLive(policy, snapshot);
}

/** True where a policy means what the live one means; false where either cannot be read. */
export function isLive(policy: string, { account, arn, policy: live }: KeySnapshot): boolean {
  const key = { account, key: arn };
  try {
    return comparePolicies(parsePolicy(policy, key), parsePolicy(live, key)).relation === 'equivalent';
  } catch (error) {
    if (error instanceof PolicyError) return false;
    throw error;
  }
}

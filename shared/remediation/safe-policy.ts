import { accessGained } from '../policy/compare.ts';
import { policyOwners } from '../policy/lockout.ts';
import { type KeyPlace, parsePolicy } from '../policy/parse.ts';
import { PolicyError } from '../policy/policy-error.ts';

const nothing = { gained: [], unknown: [] };

/**
 * Why a policy must not be written on a key, in words; undefined where it may: it gives nothing that the approved
 * policy does not, and somebody can still change it.
 */
export function whyUnsafe(policy: string, approved: string, key: KeyPlace): string | undefined {
  try {
    const candidate = parsePolicy(policy, key);
    const { gained, unknown } =
      policy === approved ? nothing : accessGained(parsePolicy(approved, key), candidate);
    const more = [...gained.map(({ text }) => text), ...unknown.map(({ reason }) => reason)];
    if (more.length > 0) return `it would give more than the baseline: ${more.join('; ')}`;
    return policyOwners(candidate).length === 0 ? 'nobody could change the policy any more' : undefined;
  } catch (error) {
    if (error instanceof PolicyError) return `it is no policy: ${error.message}`;
    throw error;
  }
}

import type { Change } from '../events/change.ts';
import type { Approval } from '../ledger/ledger.ts';

/**
 * True of a change that is surely later than everything approved. Events may arrive in any order: of two changes that
 * contradict each other, the one that was made first must not be approved last.
 */
export function isNews({ at }: Change, baseline: Pick<Approval, 'adoptedAt'> | undefined): boolean {
  return baseline === undefined || Date.parse(at) > Date.parse(baseline.adoptedAt);
}

import { kmsCallsLogged, logsAllOfKms, logsManagement } from './logs-kms.ts';
import type { KmsCalls, TrailSnapshot } from './trail.ts';

/** What of KMS is logged wherever a trail is there to log it. */
export type Coverage = {
  /** Every KMS call is, by this trail and those beside it together. */
  readonly complete: boolean;
  /** The others alone see to it. */
  readonly byOthers: boolean;
};

/** Another trail takes the place of one of all Regions only where it is in all Regions itself. */
export function coverageOf(snapshot: TrailSnapshot): Coverage {
  const { state, multiRegion, selectors, others } = snapshot;
  // What a trail was that is gone cannot be told any more: the most is supposed.
  const wide = state === 'gone' || (multiRegion === true && logsManagement(selectors));
  const counting = others.filter((other) => other.multiRegion || !wide).map(({ kms }) => kms);
  const own = state === 'logging' ? [kmsCallsLogged(selectors)] : [];
  return { complete: isEverything([...counting, ...own]), byOthers: isEverything(counting) };
}

/**
 * Whether a trail of management events leaves out some of KMS that it should log. Two trails may share the work, one the
 * reads and one the writes; but what others log all of, a trail leaves out for no such reason.
 */
export function leavesOutKms(snapshot: TrailSnapshot): boolean {
  const { selectors } = snapshot;
  if (logsAllOfKms(selectors)) return false;
  const { complete, byOthers } = coverageOf({ ...snapshot, state: 'logging' });
  return !complete || (logsManagement(selectors) && byOthers);
}

const isEverything = (logged: readonly KmsCalls[]): boolean =>
  logged.some(({ reads }) => reads) && logged.some(({ writes }) => writes);

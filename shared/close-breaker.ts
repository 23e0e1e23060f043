import { withClosedBreaker } from './breaker.ts';
import type { Breaker } from './ledger/history.ts';
import type { Lease, Ledger, Place } from './ledger/ledger.ts';

/** Who closes a breaker, in words, and why. */
export type Closer = { readonly by: string; readonly why: string };

type Edges = {
  readonly ledger: Pick<Ledger, 'keepHistory' | 'accountBreaker' | 'closeAccountBreaker'>;
  readonly now: () => number;
};

/** Closes the breaker of the thing whose lease is held. Returns the one that was open; undefined where none was. */
export async function closeThings(
  lease: Lease,
  { by, why }: Closer,
  { ledger, now }: Edges,
): Promise<Breaker | undefined> {
  const { breaker } = lease.history;
  if (breaker !== undefined)
    await ledger.keepHistory(lease, withClosedBreaker(lease.history, by, why, now()));
  return breaker;
}

/** The same for the breaker of a whole account in a Region. */
export async function closeAccounts(
  place: Place,
  { by, why }: Closer,
  { ledger, now }: Edges,
): Promise<Breaker | undefined> {
  const closes = await ledger.accountBreaker(place);
  if (closes !== undefined)
    await ledger.closeAccountBreaker(place, { at: new Date(now()).toISOString(), by, why, closes });
  return closes;
}

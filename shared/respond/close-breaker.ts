import { isAccounts } from '../alerts/message/operator-commands.ts';
import { closeAccounts, closeThings } from '../close-breaker.ts';
import { holding } from '../hold.ts';
import type { Breaker, Closing } from '../ledger/history.ts';
import { type Done, type Edges, nameOf, type Permitted, patience, repeated } from './pressing.ts';

/**
 * Closes the breaker that held it: that of the thing, or of the whole account. One that has opened since is another one.
 *
 * @throws {ThingIsHeld}
 */
export async function closeBreaker(permitted: Permitted, edges: Edges): Promise<Done> {
  const { decision, responder } = permitted;
  const { arn, changeId, change, outcome } = decision;
  if (outcome !== 'held') return { outcome: 'refused', said: 'No breaker held this back.' };
  const by = nameOf(responder);
  const closer = { by, why: `closed by a button beneath the alert on change ${changeId}` };
  if (isAccounts(decision)) {
    const place = { account: change.account, region: change.region };
    const open = await edges.ledger.accountBreaker(place);
    const last = open === undefined ? await lastPress(permitted, edges) : undefined;
    const other = whyNot(open, last, permitted);
    if (other !== undefined) return other;
    await closeAccounts(place, closer, edges);
    return closed(`the breaker of account ${place.account} in ${place.region}`, by);
  }
  return holding(
    arn,
    'breaker',
    edges,
    async (lease): Promise<Done> => {
      const { breaker, closed: last } = lease.history;
      const other = whyNot(breaker, last, permitted);
      if (other !== undefined) return other;
      await closeThings(lease, closer, edges);
      return closed('its breaker', by);
    },
    patience,
  );
}

/** Why nothing is closed; undefined where the breaker is open, and is the one of the alert. */
function whyNot(
  open: Breaker | undefined,
  last: Pick<Closing, 'by' | 'at'> | undefined,
  { decision }: Permitted,
): Done | undefined {
  if (open === undefined) {
    if (last !== undefined) return repeated(last.by, last.at);
    return { outcome: 'repeated', said: 'The breaker is closed by now. Nothing was changed.' };
  }
  if (Date.parse(open.openedAt) <= Date.parse(decision.decidedAt)) return undefined;
  return {
    outcome: 'moved-on',
    said: `It has moved on: that breaker was closed, and another one opened at ${open.openedAt}. Decide beneath the alert on that one.`,
  };
}

/** Who closed the account's breaker by this very alert. */
async function lastPress(
  { decision }: Permitted,
  { ledger }: Edges,
): Promise<Pick<Closing, 'by' | 'at'> | undefined> {
  const { arn, changeId } = decision;
  const last = (await ledger.presses(arn)).find(
    (each) => each.press === 'close-breaker' && each.outcome === 'done' && each.changeId === changeId,
  );
  return last && { by: `${last.name ?? 'somebody'} (${last.slack})`, at: last.at };
}

const closed = (which: string, by: string): Done => ({
  outcome: 'done',
  said: `Closed: ${which}. What is still wrong is put right at the next change, by the sweep, or when somebody presses "Revert now".`,
  everybody: `${by}, closed ${which}.`,
});

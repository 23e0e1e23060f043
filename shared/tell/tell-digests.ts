import { daysDue, digestOf } from './digest.ts';
import { reportTold, type TellTools } from './tell-tools.ts';

/**
 * Tells every usual channel of the days that are over: what was not told by itself. What was put into the queue before
 * the order for it was, has been dealt with when this is called, because the queue keeps the order.
 *
 * @param at when that was ordered, in milliseconds since 1970
 */
export async function tellDigests(at: number, tools: TellTools): Promise<void> {
  for (const day of daysDue(at, await tools.ledger.lastDigest())) {
    const summary = digestOf(day, await tools.ledger.asideOf(day));
    if (summary !== undefined)
      reportTold(tools, `digest-${day}`, summary.headline, await tools.reach.tell(summary, undefined, {}));
    await tools.ledger.keepLastDigest(day);
  }
}

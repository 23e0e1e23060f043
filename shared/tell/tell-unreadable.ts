import { clip } from '../alerts/clip.ts';
import { isForMachines } from '../alerts/reach.ts';
import type { Summary } from '../alerts/summary.ts';
import type { ChannelName } from '../standard/standard.ts';
import { reportTold, type TellTools } from './tell-tools.ts';

/**
 * Tells people of a message in the queue of alerts that nobody can ever carry out: it is none of the guardian's, or the
 * ledger has lost what it is about. Sent back, it would only stand before all others until its tries are spent.
 */
export async function tellUnreadable(
  body: string,
  sentAt: number,
  why: Error,
  tools: TellTools,
): Promise<void> {
  const people = tools.reach.usual.filter((name) => !isForMachines(name)) as readonly ChannelName[];
  const summary = unreadable(body, new Date(sentAt).toISOString(), why.message);
  reportTold(tools, 'unreadable', summary.headline, await tools.reach.tell(summary, people, {}));
}

function unreadable(body: string, at: string, why: string): Summary {
  const headline = clip(`An alert could not be told. ${why}`, 500);
  return {
    kind: 'mass',
    headline,
    severity: 'critical',
    count: 1,
    since: at,
    until: at,
    worst: [{ headline, severity: 'critical', outcome: 'failed', arn: 'unknown', changeId: 'unknown', at }],
    outcomes: {},
    more: `The message was: ${clip(body, 400)}. Find out who sent it, and what it was about.`,
  };
}

import type { MassEvent } from '../ledger/mass-event.ts';
import type { ChannelName } from '../standard/standard.ts';
import { isOver } from './mass.ts';
import { isDue, massSummary, postedOf, withTold } from './mass-news.ts';
import { reportTold, type TellTools } from './tell-tools.ts';

/** Tells the channels for which it is time of a mass event, and keeps what they were told. */
export async function tellMass(event: MassEvent, ends: boolean, tools: TellTools): Promise<MassEvent> {
  const { open } = event;
  if (open === undefined) return event;
  const summary = massSummary(event, open, ends);
  const now = tools.now();
  const names = open.to ?? tools.reach.usual;
  const due = names.filter((name) => isDue(open.told[name], summary, ends, now));
  const told =
    due.length === 0
      ? []
      : // The names were taken from a route of the standard, or from the channels.
        await tools.reach.tell(summary, due as readonly ChannelName[], postedOf(open));
  reportTold(tools, `mass-${event.key}`, summary.headline, told);
  const { open: _, ...closed } = event;
  const next = ends ? closed : withTold(event, summary, told, tools.now());
  if (next !== event) await tools.ledger.keepMassEvent(next);
  return next;
}

/** Brings the mass events up to date, and ends those that are over at a time, in milliseconds since 1970. */
export async function flush(at: number, tools: TellTools): Promise<void> {
  for (const event of await tools.ledger.openMassEvents())
    await tellMass(event, event.open !== undefined && isOver(event.open, tools.alerts.mass, at), tools);
}

import { sweepMessage } from '../../shared/events/decode-sweep.ts';
import { type Explored, explore, type Situation } from './explore.ts';
import { change } from './stage.ts';

const sweep = sweepMessage(change.resources[0]?.ARN ?? '', 'the-sweep', change.eventTime);

export const situations: readonly Situation[] = [
  { name: 'one event', messages: [change], deaths: 0 },
  { name: 'one event, and up to two deaths', messages: [change], deaths: 2 },
  { name: 'an event that arrives twice', messages: [change, change], deaths: 0 },
  { name: 'an event that arrives twice, and a death', messages: [change, change], deaths: 1 },
  { name: 'an event, the sweep, and a death', messages: [change, sweep], deaths: 1 },
];

/** Explores each of them. */
export async function exploreEverything(): Promise<readonly Explored[]> {
  const explored: Explored[] = [];
  for (const situation of situations) explored.push(await explore(situation));
  return explored;
}

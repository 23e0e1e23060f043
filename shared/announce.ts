import { composeMessage } from './alerts/message.ts';
import { tell } from './alerts/tell.ts';
import type { Decision } from './ledger/decision.ts';
import type { Tools } from './tools.ts';

/**
 * Tells a decision to every channel, and records that it was told. One channel is enough.
 *
 * @throws {NobodyTold} where all of them failed.
 */
export async function announce(decision: Decision, tools: Tools): Promise<Decision> {
  const message = composeMessage(decision);
  const told = await tell(tools.channels, message);
  for (const each of told)
    tools.report({ type: 'alert', changeId: decision.changeId, headline: message.headline, ...each });
  if (told.length > 0 && !told.some(({ ok }) => ok))
    throw new NobodyTold(
      decision.changeId,
      told.map(({ channel }) => channel),
    );
  const final = { ...decision, told: true };
  await tools.ledger.record(final);
  return final;
}

/** Every channel failed. The decision stands; the telling is tried again when the event comes back. */
export class NobodyTold extends Error {
  readonly code = 'NOBODY_TOLD';
  constructor(changeId: string, channels: readonly string[]) {
    super(`Change ${changeId} could be told on none of: ${channels.join(', ')}. It will be tried again.`);
    this.name = 'NobodyTold';
  }
}

import type { Decision } from './ledger/decision.ts';
import type { Tools } from './tools.ts';

/**
 * Puts a decision into the outbox, from which it is told, and records that: from here on the telling is sure.
 *
 * @throws {NotHandedOver} where the outbox does not take it.
 */
export async function announce(decision: Decision, tools: Tools): Promise<Decision> {
  try {
    await tools.outbox.put(decision);
  } catch (error) {
    throw new NotHandedOver(decision.changeId, error);
  }
  const final = { ...decision, told: true };
  await tools.ledger.record(final);
  return final;
}

/** The outbox did not take a decision. The decision stands; the telling is tried again when the event comes back. */
export class NotHandedOver extends Error {
  readonly code = 'NOT_HANDED_OVER';
  constructor(changeId: string, cause: unknown) {
    const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    super(`Change ${changeId} could not be put into the queue of alerts (${why}). It will be tried again.`, {
      cause,
    });
    this.name = 'NotHandedOver';
  }
}

import { announce } from './announce.ts';
import { decode } from './events/decode.ts';
import { lookAt } from './keys/look.ts';
import type { Decision } from './ledger/decision.ts';
import { settle } from './settle.ts';
import type { Tools } from './tools.ts';
import { isRefusal, recordOnly, shutOut } from './unjudged.ts';

/**
 * The way of one change: decode, look, judge, plan, act, tell.
 *
 * @returns the decision, or undefined where the event is no change.
 * @throws what stands in the way of a decision (an event that is none, a key that cannot be read, a lease
 *   held by another): the queue delivers the event again, and in the end keeps it in its dead-letter queue.
 */
export async function guard(event: unknown, tools: Tools): Promise<Decision | undefined> {
  const decoded = decode(event);
  if (decoded.kind === 'use') return ignore(tools, decoded.eventName, 'it changes no key');
  if (decoded.kind === 'attempt') return ignore(tools, decoded.attempt.operation, 'KMS refused it');
  const { change } = decoded;
  if (change.key === undefined) return recordOnly(change, tools);

  const look = await lookAt(change.key, change.id, tools).catch((error: unknown) => {
    if (isRefusal(error)) return error;
    throw error;
  });
  if (look instanceof Error) return shutOut(change, change.key.arn, look, tools);
  try {
    const decision =
      look.decided?.told === true ? look.decided : await settle(change, change.key, look, tools);
    return decision.told ? decision : await announce(decision, tools);
  } finally {
    await tools.ledger.releaseLease(look.lease, tools.now());
  }
}

function ignore(tools: Tools, eventName: string, why: string): undefined {
  tools.report({ type: 'ignored', eventName, why });
}

import { announce } from './announce.ts';
import type { Change } from './events/change.ts';
import { decode } from './events/decode.ts';
import { decodePress } from './events/decode-press.ts';
import { decodeSweep } from './events/decode-sweep.ts';
import { foresee } from './foresee.ts';
import { guardAttempt } from './guard-attempt.ts';
import { judgedAgain } from './guard-press.ts';
import type { Decision } from './ledger/decision.ts';
import { lookAt } from './look.ts';
import type { Scope } from './rules/scope.ts';
import { settle } from './settle.ts';
import type { Tools } from './tools.ts';
import { isRefusal, isUnreadable, recordOnly, shutOut } from './unjudged.ts';
import type { Thing, Ward } from './wards/ward.ts';

/**
 * The way of one change, of one look of the sweep, or of a person's press: decode, look, judge, plan, act, tell.
 *
 * @returns the decisions, one for each thing that the change is about; none where the event is no change.
 * @throws what stands in the way of a decision (an event that is none, a key that cannot be read, a lease
 *   held by another): the queue delivers the event again, and in the end keeps it in its dead-letter queue.
 */
export async function guard(event: unknown, tools: Tools): Promise<readonly Decision[]> {
  const sweep = decodeSweep(event);
  if (sweep) return guardAll(sweep, tools);
  const pressed = decodePress(event);
  if (pressed) {
    const again = await judgedAgain(pressed, tools);
    return guardAll(again.change, again.tools);
  }
  const decoded = decode(event);
  if (decoded.kind === 'use') return ignore(tools, decoded.eventName, 'it changes nothing that is governed');
  if (decoded.kind === 'attempt') {
    const told = await guardAttempt(decoded.attempt, tools);
    return told ? [told] : ignore(tools, decoded.attempt.operation, 'AWS refused it');
  }
  const { change } = decoded;
  if (change.copyFor)
    return ignore(tools, change.operation, 'it is about a key of another account, which is told');
  const decisions = await guardAll(change, tools);
  if (decisions.length > 0) return decisions;
  if (change.service === 'kms') return [await recordOnly(change, tools)];
  return ignore(tools, change.operation, 'it is about nothing that is governed');
}

/** Each thing that the change is about, one after the other. */
async function guardAll(change: Change, tools: Tools): Promise<readonly Decision[]> {
  // All are found before any is dealt with: what is found may rest on what was approved until now.
  const found = await Promise.all(tools.wards.map((ward) => ward.find(change, tools.ledger)));
  const decisions: Decision[] = [];
  for (const [index, ward] of tools.wards.entries()) {
    for (const thing of found[index] ?? []) decisions.push(await guardOne(ward, thing, change, tools));
  }
  return decisions;
}

async function guardOne<S extends Scope>(
  ward: Ward<S>,
  thing: Thing,
  change: Change,
  tools: Tools,
): Promise<Decision> {
  const read = () => ward.read(thing, change);
  const looking = lookAt<S>(thing, change.id, read, tools).catch((error: unknown) => {
    if (isRefusal(error) || isUnreadable(error, change, tools)) return error;
    throw error;
  });
  tools.meanwhile?.(() => foresee(change, tools));
  const look = await looking;
  if (look instanceof Error) return shutOut(ward.scope, change, thing.arn, look, tools);
  try {
    const decision =
      look.decided?.told === true ? look.decided : await settle(ward, thing, change, look, tools);
    return decision.told ? decision : await announce(decision, tools);
  } finally {
    await tools.ledger.releaseLease(look.lease, tools.now());
  }
}

function ignore(tools: Tools, eventName: string, why: string): readonly Decision[] {
  tools.report({ type: 'ignored', eventName, why });
  return [];
}

import { isRecord, textAt } from '../events/json.ts';

/** What a sweep has come to so far. */
export type SweepCounts = {
  /** Customer managed keys that the functions were asked to look at. */
  readonly keys: number;
  /** AWS managed keys, which nobody can govern. */
  readonly ofAws: number;
  /** Of `keys`, those that the sweep itself could not read: whether AWS manages them is for the functions to see. */
  readonly unread: number;
};

/**
 * One page of a sweep. `id` is the sweep's, the same however often its order arrives; `at` is when it was due, ISO 8601. The
 * counts are those of the pages before.
 */
export type SweepOrder = SweepCounts & {
  readonly id: string;
  readonly at: string;
  /** From 1. */
  readonly page: number;
  /** Where the page begins, as KMS has it; absent for the first. */
  readonly marker?: string;
};

/** A message in the queue of the sweep that is none of the guardian's. */
export class UnknownSweepOrder extends Error {
  readonly code = 'UNKNOWN_SWEEP_ORDER';
  constructor(why: string) {
    super(
      `A message in the queue of the sweep is no order to sweep: ${why}. Only its schedule and the function sweep may send there.`,
    );
    this.name = 'UnknownSweepOrder';
  }
}

/**
 * Reads a message of the queue: the schedule's, which begins a sweep, or the function's own, which goes on with it.
 *
 * @throws {UnknownSweepOrder}
 */
export function parseSweepOrder(body: string): SweepOrder {
  const order = parse(body);
  if (textAt(order, 'kms-guardian') !== 'sweep') throw new UnknownSweepOrder('"kms-guardian" is not "sweep"');
  const [id, at, marker] = [textAt(order, 'id'), textAt(order, 'at'), textAt(order, 'marker')];
  if (id === undefined || !/^[!-~]{1,60}$/.test(id))
    throw new UnknownSweepOrder('its "id" is no text of 1 to 60 letters, digits and punctuation marks');
  if (at === undefined || Number.isNaN(Date.parse(at))) throw new UnknownSweepOrder('its "at" is no time');
  const count = (name: string) => countIn(order, name);
  const begun = { id, at, page: 1, keys: 0, ofAws: 0, unread: 0 };
  if (marker === undefined) return begun;
  const so = { keys: count('keys'), ofAws: count('ofAws'), unread: count('unread') };
  return { ...begun, ...so, page: count('page'), marker };
}

/** The message that has a sweep gone on with. */
export function sweepOrder(order: SweepOrder): string {
  return JSON.stringify({ 'kms-guardian': 'sweep', ...order });
}

function countIn(order: Readonly<Record<string, unknown>>, name: string): number {
  const count = order[name];
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0) return count;
  throw new UnknownSweepOrder(`its "${name}" is no count`);
}

function parse(body: string): Readonly<Record<string, unknown>> {
  try {
    const order: unknown = JSON.parse(body);
    if (isRecord(order)) return order;
  } catch {
    throw new UnknownSweepOrder('it is no JSON');
  }
  throw new UnknownSweepOrder('it is no JSON object');
}

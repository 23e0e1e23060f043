import { isRecord, textAt } from '../events/json.ts';

/** What the queue of alerts holds. Times are in milliseconds since 1970. */
export type Order =
  /** A decision in the ledger is to be told. */
  | { readonly kind: 'alert'; readonly arn: string; readonly changeId: string }
  /** Mass events are to be brought up to date, and those that are over ended. */
  | { readonly kind: 'flush'; readonly at: number }
  /** Of the days that are over, what was not told by itself is to be told. */
  | { readonly kind: 'digest'; readonly at: number };

/** A message in the queue of alerts that is none of the guardian's. */
export class UnknownOrder extends Error {
  readonly code = 'UNKNOWN_ORDER';
  constructor(why: string) {
    super(`A message in the queue of alerts is no order to tell: ${why}. Only the guardian may send there.`);
    this.name = 'UnknownOrder';
  }
}

/**
 * Reads a message of the queue.
 *
 * @throws {UnknownOrder}
 */
export function parseOrder(body: string): Order {
  const order = parse(body);
  const [arn, changeId, kind] = [textAt(order, 'arn'), textAt(order, 'changeId'), textAt(order, 'kind')];
  if (kind === undefined && arn !== undefined && changeId !== undefined)
    return { kind: 'alert', arn, changeId };
  if (kind !== 'flush' && kind !== 'digest')
    throw new UnknownOrder('it has neither an arn and a changeId, nor the kind flush or digest');
  const at = Date.parse(textAt(order, 'at') ?? '');
  if (Number.isNaN(at)) throw new UnknownOrder('its "at" is no time');
  return { kind, at };
}

function parse(body: string): Readonly<Record<string, unknown>> {
  try {
    const order: unknown = JSON.parse(body);
    if (isRecord(order)) return order;
  } catch {
    throw new UnknownOrder('it is no JSON');
  }
  throw new UnknownOrder('it is no JSON object');
}

import { parseOrder, UnknownOrder } from './order.ts';
import { NoSuchDecision, tellAlert } from './tell-alert.ts';
import { tellDigests } from './tell-digests.ts';
import { flush } from './tell-mass.ts';
import type { TellTools } from './tell-tools.ts';
import { tellUnreadable } from './tell-unreadable.ts';

/**
 * The way of one message of the queue of alerts.
 *
 * @param sentAt when it was put into the queue, in milliseconds since 1970
 * @throws what stands in the way of telling: the queue delivers the message again, and in the end keeps it in its
 *   dead-letter queue.
 */
export async function carryOutOrder(body: string, sentAt: number, tools: TellTools): Promise<void> {
  try {
    await carryOut(body, sentAt, tools);
  } catch (error) {
    if (!(error instanceof UnknownOrder || error instanceof NoSuchDecision)) throw error;
    await tellUnreadable(body, sentAt, error, tools);
  }
}

async function carryOut(body: string, sentAt: number, tools: TellTools): Promise<void> {
  const order = parseOrder(body);
  switch (order.kind) {
    case 'alert':
      return tellAlert(order, sentAt, tools);
    case 'flush':
      return flush(order.at, tools);
    case 'digest':
      return tellDigests(order.at, tools);
  }
}

import { sweepMessage } from '../events/decode-sweep.ts';
import { parseSweepOrder, type SweepCounts, type SweepOrder } from './order.ts';

/** The functions that a key is looked at by: those whose rules are about keys. Each judges what its role may put right. */
export const sweepers = ['policy', 'lifecycle', 'rotation', 'grants', 'labels'] as const;
export type Sweeper = (typeof sweepers)[number];

/** A key that KMS lists. `unread`: whose it is could not be told. */
export type ListedKey = {
  readonly arn: string;
  readonly manager: 'CUSTOMER' | 'AWS' | 'unread';
};

/** A page of an account's keys in a Region; `next` where there is another. */
export type Page = { readonly keys: readonly ListedKey[]; readonly next?: string };

/** What a sweep needs of the outside. */
export type SweepTools = {
  readonly page: (marker: string | undefined) => Promise<Page>;
  /** Resolves once the function's queue has all of the messages; rejects where it may lack one. */
  readonly ask: (sweeper: Sweeper, messages: readonly string[]) => Promise<void>;
  /** Puts the order for the next page into the sweep's own queue. */
  readonly goOn: (order: SweepOrder) => Promise<void>;
  readonly report: (happening: SweepHappening) => void;
};

/** What the sweep says of its work. */
export type SweepHappening = SweepCounts & {
  /** `sweep-ended` once all keys of the Region have been asked for; what is found is told by those who look. */
  readonly type: 'sweep-page' | 'sweep-ended';
  readonly id: string;
  readonly at: string;
  readonly page: number;
};

/**
 * Carries out one page of a sweep. The order for the next page goes out last: who dies before repeats this page, and the
 * functions know each look by its ID and have it already. So nothing is missed, nothing is decided twice, and no more than
 * a page is ever held.
 *
 * @throws where a page could not be listed or a message not be handed over: the order is delivered again.
 */
export async function sweep(body: string, tools: SweepTools): Promise<void> {
  const order = parseSweepOrder(body);
  const { keys, next } = await tools.page(order.marker);
  const governed = keys.filter(({ manager }) => manager !== 'AWS');
  await Promise.all(
    sweepers.map((sweeper, index) => {
      const inItsOrder = startingAt(Math.floor((index * governed.length) / sweepers.length), governed);
      const messages = inItsOrder.map(({ arn }) => lookAt(arn, sweeper, order));
      return tools.ask(sweeper, messages);
    }),
  );
  const counts = {
    keys: order.keys + governed.length,
    ofAws: order.ofAws + keys.length - governed.length,
    unread: order.unread + keys.filter(({ manager }) => manager === 'unread').length,
  };
  const { id, at, page } = order;
  if (next !== undefined) await tools.goOn({ id, at, ...counts, page: page + 1, marker: next });
  tools.report({ type: next === undefined ? 'sweep-ended' : 'sweep-page', id, at, page, ...counts });
}

/** Each function has an ID of its own: it is by the key and the ID that the ledger knows a decision. */
const lookAt = (arn: string, sweeper: Sweeper, { id, at }: SweepOrder) =>
  JSON.stringify(sweepMessage(arn, `sweep-${sweeper}-${id}`, at));

/** Each function begins elsewhere in the page: two that look at one key at a time would wait for its lease. */
const startingAt = <T>(first: number, list: readonly T[]): readonly T[] => [
  ...list.slice(first),
  ...list.slice(0, first),
];

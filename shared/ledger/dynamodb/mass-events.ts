import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Ledger } from '../ledger.ts';
import type { MassEvent } from '../mass-event.ts';
import { everyItem } from './every-item.ts';
import { itemKey, readBody, writeBody } from './item.ts';

const all = 'mass events';

/** Long after it is over, in seconds. */
const keepSeconds = 3 * 24 * 60 * 60;

/** Mass events: an item each kind of alert, and all under one partition, because what is going on is asked for together. */
export function massEventsIn(
  client: DynamoDBClient,
  table: string,
): Pick<Ledger, 'massEvent' | 'keepMassEvent' | 'openMassEvents'> {
  const keyOf = (key: string) => itemKey(all, `MASS#${key}`);
  return {
    async massEvent(key) {
      const get = new GetItemCommand({ TableName: table, Key: keyOf(key), ConsistentRead: true });
      const { Item: item } = await client.send(get);
      return item && readBody<MassEvent>(item);
    },
    async keepMassEvent(event) {
      const lastAt = Math.max(0, ...event.recent.map(({ at }) => at));
      const put = new PutItemCommand({
        TableName: table,
        Item: {
          ...keyOf(event.key),
          body: writeBody(event, `The mass event ${event.key}`),
          expiresAt: { N: String(Math.ceil(lastAt / 1000) + keepSeconds) },
          ...(event.open === undefined ? {} : { open: { BOOL: true } }),
        },
      });
      await client.send(put);
    },
    async openMassEvents() {
      const items = await everyItem(client, table, itemKey(all, ''), 'MASS#', {
        FilterExpression: 'attribute_exists(#open)',
        ExpressionAttributeNames: { '#open': 'open' },
      });
      return items.map((item) => readBody<MassEvent>(item));
    },
  };
}

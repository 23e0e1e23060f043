import { createHash } from 'node:crypto';
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { AsideAlert } from '../alert-line.ts';
import type { Ledger } from '../ledger.ts';
import { everyItem } from './every-item.ts';
import { itemKey, readBody, writeBody } from './item.ts';

/** Two weeks after its digest, for those who look into it. */
const keepDays = 15;

const dayKey = (day: string, sortKey: string) => itemKey(`digest of ${day}`, sortKey);
const lastKey = itemKey('digests', 'LAST');

/** What a digest tells of: an item an alert, under its day; and which day's digest was the last. */
export function digestsIn(
  client: DynamoDBClient,
  table: string,
): Pick<Ledger, 'putAside' | 'asideOf' | 'lastDigest' | 'keepLastDigest'> {
  return {
    async putAside(day, alert) {
      const ref = createHash('sha256')
        .update(JSON.stringify([alert.arn, alert.changeId]))
        .digest('hex');
      const put = new PutItemCommand({
        TableName: table,
        Item: {
          ...dayKey(day, `ASIDE#${ref}`),
          body: writeBody(alert, `The alert of change ${alert.changeId}`),
          expiresAt: { N: String(Date.parse(day) / 1000 + keepDays * 24 * 60 * 60) },
        },
      });
      await client.send(put);
    },
    async asideOf(day) {
      const items = await everyItem(client, table, dayKey(day, ''), 'ASIDE#');
      return items.map((item) => readBody<AsideAlert>(item));
    },
    async lastDigest() {
      const get = new GetItemCommand({ TableName: table, Key: lastKey, ConsistentRead: true });
      const { Item: item } = await client.send(get);
      return item && readBody<{ readonly day: string }>(item).day;
    },
    async keepLastDigest(day) {
      const Item = { ...lastKey, body: writeBody({ day }, 'The last digest') };
      await client.send(new PutItemCommand({ TableName: table, Item }));
    },
  };
}

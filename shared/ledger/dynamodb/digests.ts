import { createHash } from 'node:crypto';
import { type DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { AsideAlert } from '../alert-line.ts';
import type { Ledger } from '../ledger.ts';
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
      const found: AsideAlert[] = [];
      let after: QueryCommand['input']['ExclusiveStartKey'];
      do {
        const query: QueryCommand = new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': dayKey(day, '').pk, ':prefix': { S: 'ASIDE#' } },
          ...(after === undefined ? {} : { ExclusiveStartKey: after }),
        });
        const page = await client.send(query);
        found.push(...(page.Items ?? []).map((item) => readBody<AsideAlert>(item)));
        after = page.LastEvaluatedKey;
      } while (after !== undefined);
      return found;
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

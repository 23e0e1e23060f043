import { type DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Ledger } from '../ledger.ts';
import type { KeptPress } from '../press.ts';
import { isConditionFailed, itemKey, readBody, writeBody } from './item.ts';

/** So many are read: of more, the oldest are left out. */
const most = 100;

const secondsPerDay = 24 * 60 * 60;

/** Presses of buttons: an item each, under the thing; and the names of requests that were taken, for a while. */
export function pressesIn(
  client: DynamoDBClient,
  table: string,
  keepDays: number,
): Pick<Ledger, 'keepPress' | 'presses' | 'takeOnce'> {
  return {
    async keepPress(press) {
      const at = Math.floor(Date.parse(press.at) / 1000);
      const put = new PutItemCommand({
        TableName: table,
        Item: {
          ...itemKey(press.arn, `PRESS#${press.at}#${press.id}`),
          body: writeBody(press, `Press ${press.id}`),
          outcome: { S: press.outcome },
          expiresAt: { N: String(at + keepDays * secondsPerDay) },
        },
      });
      await client.send(put);
    },
    async presses(arn) {
      const query = new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: most,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': itemKey(arn, '').pk, ':prefix': { S: 'PRESS#' } },
      });
      const { Items: items = [] } = await client.send(query);
      return items.map((item) => readBody<KeptPress>(item));
    },
    async takeOnce(name, owner, until) {
      const put = new PutItemCommand({
        TableName: table,
        Item: {
          ...itemKey(`request ${name}`, 'TAKEN'),
          owner: { S: owner },
          expiresAt: { N: String(Math.ceil(until / 1000)) },
        },
        // By the same owner it is the SDK repeating a request whose answer was lost.
        ConditionExpression: 'attribute_not_exists(pk) OR #owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': { S: owner } },
      });
      try {
        await client.send(put);
        return true;
      } catch (error) {
        if (isConditionFailed(error)) return false;
        throw error;
      }
    },
  };
}

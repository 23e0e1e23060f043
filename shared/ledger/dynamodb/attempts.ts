import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Ledger } from '../ledger.ts';
import { type Item, isConditionFailed, itemKey } from './item.ts';

/** More than this, and how many more is of no interest. */
const most = 100;

/**
 * Refused calls: an item a principal and window, with the set of their IDs, so that one that is delivered twice counts
 * once. Those of the window before are counted, too, as far as they are recent.
 */
export function attemptsIn(client: DynamoDBClient, table: string): Pick<Ledger, 'countAttempt'> {
  return {
    async countAttempt({ principal, id, operation, at, withinMinutes }) {
      const span = withinMinutes * 60_000;
      const window = Math.floor(at / span);
      const keyOf = (number: number) => itemKey(principal, `REFUSED#${withinMinutes}#${number}`);
      const get = (number: number) =>
        client.send(new GetItemCommand({ TableName: table, Key: keyOf(number), ConsistentRead: true }));
      const add = new UpdateItemCommand({
        TableName: table,
        Key: keyOf(window),
        UpdateExpression: 'ADD #calls :call SET #expires = :expires',
        ConditionExpression: 'attribute_not_exists(#calls) OR size(#calls) < :most',
        ExpressionAttributeNames: { '#calls': 'calls', '#expires': 'expiresAt' },
        ExpressionAttributeValues: {
          ':call': { SS: [`${at} ${operation} ${id}`] },
          ':expires': { N: String(Math.ceil((at + 2 * span) / 1000)) },
          ':most': { N: String(most) },
        },
        ReturnValues: 'ALL_NEW',
      });
      const [now, before] = await Promise.all([
        client.send(add).then(
          ({ Attributes }) => Attributes,
          async (error: unknown) => {
            // The window is full: they are counted as they are.
            if (!isConditionFailed(error)) throw error;
            return (await get(window)).Item;
          },
        ),
        get(window - 1).then(({ Item: item }) => item),
      ]);
      const recent = [...callsIn(now), ...callsIn(before)].filter((call) => call.at > at - span);
      return {
        window,
        count: Math.min(recent.length, most),
        operations: [...new Set(recent.map((call) => call.operation))].sort(),
      };
    },
  };
}

function callsIn(item: Item | undefined): readonly { readonly at: number; readonly operation: string }[] {
  return (item?.calls?.SS ?? []).map((call) => {
    const [at, operation = ''] = call.split(' ');
    return { at: Number(at), operation };
  });
}

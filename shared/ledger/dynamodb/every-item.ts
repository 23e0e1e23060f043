import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Item, itemKey } from './item.ts';

/**
 * Every item of a partition whose sort key begins with a prefix, read consistently, however many pages that takes.
 *
 * @param more a filter, with the names that it uses
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
 */
export async function everyItem(
  client: DynamoDBClient,
  table: string,
  { pk }: ReturnType<typeof itemKey>,
  prefix: string,
  more: Pick<QueryCommand['input'], 'FilterExpression' | 'ExpressionAttributeNames'> = {},
): Promise<readonly Item[]> {
  const found: Item[] = [];
  let after: Item | undefined;
  do {
    const query: QueryCommand = new QueryCommand({
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ...more,
      ExpressionAttributeValues: { ':pk': pk, ':prefix': { S: prefix } },
      ...(after === undefined ? {} : { ExclusiveStartKey: after }),
    });
    const page = await client.send(query);
    found.push(...(page.Items ?? []));
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
  return found;
}

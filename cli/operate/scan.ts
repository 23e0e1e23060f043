import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../shared/ledger/dynamodb/item.ts';
import type { Connection } from './connection.ts';

/**
 * Every item of the ledger whose sort key begins so, and that has a body. Reads the whole table, a page at a time: for a
 * person who looks, not for the guardian.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html
 */
export async function* scan(
  { dynamodb, table }: Pick<Connection, 'dynamodb' | 'table'>,
  prefix: string,
): AsyncGenerator<Item> {
  let after: Item | undefined;
  do {
    const page = await dynamodb.send(
      new ScanCommand({
        TableName: table,
        FilterExpression: 'begins_with(sk, :prefix) AND attribute_exists(#body)',
        ExpressionAttributeNames: { '#body': 'body' },
        ExpressionAttributeValues: { ':prefix': { S: prefix } },
        ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      }),
    );
    yield* page.Items ?? [];
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
}

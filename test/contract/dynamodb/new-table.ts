import { type AttributeValue, CreateTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Target } from '../target.ts';

export type Item = Record<string, AttributeValue>;

/** A table with the keys of the ledger. */
export async function newTable({ dynamodb, newName }: Target): Promise<string> {
  const TableName = newName();
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  return TableName;
}

export const keyOf = (sk: string) => ({ pk: { S: 'key' }, sk: { S: sk } });

/** A table with these items in it. */
export async function tableOf(target: Target, items: readonly Item[]): Promise<string> {
  const TableName = await newTable(target);
  for (const Item of items) await target.dynamodb.send(new PutItemCommand({ TableName, Item }));
  return TableName;
}

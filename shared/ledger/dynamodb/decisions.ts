import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Decision } from '../decision.ts';
import type { Ledger } from '../ledger.ts';
import { isConditionFailed, itemKey, readBody, writeBody } from './item.ts';

const secondsPerDay = 24 * 60 * 60;

const keyOf = (arn: string, changeId: string) => itemKey(arn, `CHANGE#${changeId}`);

/** Decisions: an item a change, rewritten until it is told. */
export function decisionsIn(
  client: DynamoDBClient,
  table: string,
  keepDays: number,
): Pick<Ledger, 'decision' | 'record'> {
  return {
    async decision(arn, changeId) {
      const { Item: item } = await client.send(
        new GetItemCommand({ TableName: table, Key: keyOf(arn, changeId), ConsistentRead: true }),
      );
      return item && readBody<Decision>(item);
    },
    async record(decision) {
      const decidedAt = Math.floor(Date.parse(decision.decidedAt) / 1000);
      const put = new PutItemCommand({
        TableName: table,
        Item: {
          ...keyOf(decision.arn, decision.changeId),
          body: writeBody(decision, `The decision on change ${decision.changeId}`),
          told: { BOOL: decision.told },
          outcome: { S: decision.outcome },
          expiresAt: { N: String(decidedAt + keepDays * secondsPerDay) },
        },
        ConditionExpression: 'attribute_not_exists(pk) OR #told = :no',
        ExpressionAttributeNames: { '#told': 'told' },
        ExpressionAttributeValues: { ':no': { BOOL: false } },
      });
      try {
        await client.send(put);
      } catch (error) {
        // It has been told already: what people were told stands.
        if (!isConditionFailed(error)) throw error;
      }
    },
  };
}

import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Ledger } from '../ledger.ts';
import { isConditionFailed, itemKey, readNumber } from './item.ts';

/**
 * The lease of a key: one item, taken over when it has ended or run out. Its fence only ever grows.
 *
 * An owner may take its own lease again. Owners are unlike any other, so that is the SDK repeating a
 * request whose answer was lost; refusing it would leave the key locked with nobody at work.
 */
export function leasesIn(
  client: DynamoDBClient,
  table: string,
): Pick<Ledger, 'acquireLease' | 'releaseLease'> {
  return {
    async acquireLease(arn, owner, now, until) {
      const before = await ifConditionHolds(
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: itemKey(arn, 'LEASE'),
            UpdateExpression:
              'SET #owner = :owner, #until = :until, #fence = if_not_exists(#fence, :none) + :one REMOVE #ended',
            ConditionExpression:
              'attribute_not_exists(#owner) OR attribute_exists(#ended) OR #until <= :now OR #owner = :owner',
            ExpressionAttributeNames: {
              '#owner': 'owner',
              '#until': 'until',
              '#fence': 'fence',
              '#ended': 'endedAt',
            },
            ExpressionAttributeValues: {
              ':owner': { S: owner },
              ':until': { N: String(until) },
              ':now': { N: String(now) },
              ':none': { N: '0' },
              ':one': { N: '1' },
            },
            ReturnValues: 'ALL_OLD',
          }),
        ),
      );
      if (before === undefined) return undefined;
      const old = before.Attributes;
      // A holder that died has released nothing; it ended when its time was up, at the latest.
      const ended = readNumber(old, 'endedAt') ?? readNumber(old, 'until');
      return {
        arn,
        owner,
        fence: (readNumber(old, 'fence') ?? 0) + 1,
        ...(ended === undefined ? {} : { previousEndedAt: new Date(ended).toISOString() }),
      };
    },
    async releaseLease({ arn, owner, fence }, now) {
      await ifConditionHolds(
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: itemKey(arn, 'LEASE'),
            UpdateExpression: 'SET #ended = :now',
            ConditionExpression: '#owner = :owner AND #fence = :fence AND attribute_not_exists(#ended)',
            ExpressionAttributeNames: { '#owner': 'owner', '#fence': 'fence', '#ended': 'endedAt' },
            ExpressionAttributeValues: {
              ':owner': { S: owner },
              ':fence': { N: String(fence) },
              ':now': { N: String(now) },
            },
          }),
        ),
      );
    },
  };
}

async function ifConditionHolds<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isConditionFailed(error)) return undefined;
    throw error;
  }
}

import { type AttributeValue, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type History, noHistory } from '../history.ts';
import type { Lease, Ledger } from '../ledger.ts';
import { LedgerError } from '../ledger-error.ts';
import { isConditionFailed, itemKey, readBody, readNumber, writeBody } from './item.ts';

/**
 * The lease of a thing, with its history: one item, taken over when it has ended or run out. Its fence only ever grows.
 *
 * An owner may take its own lease again. Owners are unlike any other, so that is the SDK repeating a
 * request whose answer was lost; refusing it would leave the key locked with nobody at work.
 */
export function leasesIn(
  client: DynamoDBClient,
  table: string,
): Pick<Ledger, 'acquireLease' | 'keepHistory' | 'releaseLease'> {
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
        until,
        history: old?.body === undefined ? noHistory : readBody<History>(old),
        ...(ended === undefined ? {} : { previousEndedAt: new Date(ended).toISOString() }),
      };
    },
    async keepHistory(lease, history) {
      const body = writeBody(history, `The history of ${lease.arn}`);
      const kept = await ifConditionHolds(client.send(whileHeld(table, lease, 'body', body)));
      if (kept === undefined)
        throw new LedgerError('LEASE_LOST', `The lease of ${lease.arn} has passed to another. Try again.`);
    },
    async releaseLease(lease, now) {
      await ifConditionHolds(client.send(whileHeld(table, lease, 'endedAt', { N: String(now) })));
    },
  };
}

/** Sets one attribute, if nobody has taken the lease since. */
function whileHeld(table: string, { arn, owner, fence }: Lease, name: string, value: AttributeValue) {
  return new UpdateItemCommand({
    TableName: table,
    Key: itemKey(arn, 'LEASE'),
    UpdateExpression: 'SET #name = :value',
    ConditionExpression: '#owner = :owner AND #fence = :fence AND attribute_not_exists(#ended)',
    ExpressionAttributeNames: { '#owner': 'owner', '#fence': 'fence', '#ended': 'endedAt', '#name': name },
    ExpressionAttributeValues: {
      ':owner': { S: owner },
      ':fence': { N: String(fence) },
      ':value': value,
    },
  });
}

async function ifConditionHolds<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isConditionFailed(error)) return undefined;
    throw error;
  }
}

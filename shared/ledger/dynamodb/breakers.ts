import {
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Breaker } from '../history.ts';
import type { Ledger, Place } from '../ledger.ts';
import { isConditionFailed, itemKey, readBody, writeBody } from './item.ts';

/** More than this in one span of time, and how many more is of no interest. */
const most = 1_000;

const nameOf = ({ account, region }: Place) => `account ${account} in ${region}`;
const breakerKey = (place: Place) => itemKey(nameOf(place), 'BREAKER');

/**
 * What is kept of a whole account: its breaker, which has a body while it is open, and for each span of time an item with
 * the set of its remediations, so that one that is counted twice counts once.
 */
export function breakersIn(
  client: DynamoDBClient,
  table: string,
): Pick<Ledger, 'countRemediation' | 'accountBreaker' | 'openAccountBreaker' | 'closeAccountBreaker'> {
  const countsOf = async (place: Place) => {
    const { pk } = breakerKey(place);
    const { Items: items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        FilterExpression: 'attribute_exists(#those)',
        ExpressionAttributeNames: { '#those': 'remediations' },
        ExpressionAttributeValues: { ':pk': pk, ':prefix': { S: 'REMEDIATED#' } },
      }),
    );
    return items.map(({ sk }) => itemKey(nameOf(place), sk?.S ?? ''));
  };
  return {
    async countRemediation({ arn, changeId, at, withinMinutes, ...place }) {
      const span = withinMinutes * 60_000;
      const window = Math.floor(at / span);
      const add = new UpdateItemCommand({
        TableName: table,
        Key: itemKey(nameOf(place), `REMEDIATED#${withinMinutes}#${window}`),
        UpdateExpression: 'ADD #those :one SET #expires = :expires',
        ConditionExpression: 'attribute_not_exists(#those) OR size(#those) < :most',
        ExpressionAttributeNames: { '#those': 'remediations', '#expires': 'expiresAt' },
        ExpressionAttributeValues: {
          ':one': { SS: [`${changeId} ${arn}`] },
          ':expires': { N: String(Math.ceil((at + 2 * span) / 1000)) },
          ':most': { N: String(most) },
        },
        ReturnValues: 'ALL_NEW',
      });
      try {
        const { Attributes: item } = await client.send(add);
        return item?.remediations?.SS?.length ?? 0;
      } catch (error) {
        if (isConditionFailed(error)) return most;
        throw error;
      }
    },
    async accountBreaker(place) {
      const { Item: item } = await client.send(
        new GetItemCommand({ TableName: table, Key: breakerKey(place), ConsistentRead: true }),
      );
      return item?.body && readBody<Breaker>(item);
    },
    async openAccountBreaker(place, breaker) {
      const open = new UpdateItemCommand({
        TableName: table,
        Key: breakerKey(place),
        UpdateExpression: 'SET #body = :body',
        ConditionExpression: 'attribute_not_exists(#body)',
        ExpressionAttributeNames: { '#body': 'body' },
        ExpressionAttributeValues: { ':body': writeBody(breaker, `The breaker of ${nameOf(place)}`) },
      });
      try {
        await client.send(open);
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
      }
    },
    async closeAccountBreaker(place, closing) {
      // The counts first: interrupted between the two, the breaker is still open, and is closed by the same command again.
      for (const Key of await countsOf(place))
        await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key,
            UpdateExpression: 'REMOVE #those',
            ExpressionAttributeNames: { '#those': 'remediations' },
          }),
        );
      await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: breakerKey(place),
          UpdateExpression: 'SET #closed = :closed REMOVE #body',
          ExpressionAttributeNames: { '#body': 'body', '#closed': 'closed' },
          ExpressionAttributeValues: {
            ':closed': writeBody(closing, `The closing of the breaker of ${nameOf(place)}`),
          },
        }),
      );
    },
  };
}

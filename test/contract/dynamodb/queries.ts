import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Subject, Target } from '../target.ts';
import { type Item, keyOf, tableOf } from './new-table.ts';

const versions = (count: number, body = ''): readonly Item[] =>
  Array.from({ length: count }, (_, n) => ({
    ...keyOf(`BASELINE#${String(n + 1).padStart(10, '0')}`),
    ...(body === '' ? {} : { body: { S: body } }),
  }));

/** Newest first, as the ledger asks for baselines. */
const query = ({ dynamodb }: Target, TableName: string, more: Partial<QueryCommandInput> = {}) =>
  dynamodb.send(
    new QueryCommand({
      TableName,
      ConsistentRead: true,
      ScanIndexForward: false,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: 'key' }, ':prefix': { S: 'BASELINE#' } },
      ...more,
    }),
  );

const versionsIn = (items: readonly Item[] = []) => items.map(({ sk }) => Number(sk?.S?.split('#')[1]));

export const queries: Subject = {
  name: 'queries',
  pages: [
    'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html',
  ],
  cases: [
    {
      name: 'items of one key and prefix come in the order of their sort keys, backwards where asked',
      async seen(target) {
        const other = { pk: { S: 'other' }, sk: { S: 'BASELINE#0000000099' } };
        const table = await tableOf(target, [...versions(11), keyOf('CHANGE#a'), keyOf('LEASE'), other]);
        return versionsIn((await query(target, table)).Items);
      },
      aws: [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1],
    },
    {
      name: 'a query for so many stops there, and says where to go on',
      async seen(target) {
        const table = await tableOf(target, versions(3));
        const first = await query(target, table, { Limit: 2 });
        const rest = await query(target, table, { ExclusiveStartKey: first.LastEvaluatedKey });
        return [versionsIn(first.Items), versionsIn(rest.Items), rest.LastEvaluatedKey];
      },
      aws: [[3, 2], [1], undefined],
    },
    {
      name: 'one answer holds no more than 1 MB, and the next go on from there',
      async seen(target) {
        const table = await tableOf(target, versions(5, 'x'.repeat(300_000)));
        const found: number[] = [];
        let pages = 0;
        let after: Item | undefined;
        do {
          const page = await query(target, table, after === undefined ? {} : { ExclusiveStartKey: after });
          found.push(...versionsIn(page.Items));
          after = page.LastEvaluatedKey;
          pages += 1;
        } while (after !== undefined);
        return [found, pages > 1];
      },
      aws: [[5, 4, 3, 2, 1], true],
    },
    {
      name: 'a query that finds nothing answers an empty list',
      async seen(target) {
        const { Items, Count } = await query(target, await tableOf(target, []));
        return [Items, Count];
      },
      aws: [[], 0],
    },
  ],
};

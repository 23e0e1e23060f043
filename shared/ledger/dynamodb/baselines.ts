import { type DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Baseline, Ledger } from '../ledger.ts';
import { type Item, isConditionFailed, itemKey, readBody, writeBody } from './item.ts';
import { LedgerError } from './ledger-error.ts';

/** Each round one writer wins: enough for many more than ever adopt the same key at once. */
const rounds = 30;

/** Padded, so that the order of sort keys, which is that of text, is the order of versions. */
const sortKey = (version: number) => `BASELINE#${String(version).padStart(10, '0')}`;

/** Baselines: an item a version, never changed once written. */
export function baselinesIn(
  client: DynamoDBClient,
  table: string,
): Pick<Ledger, 'baseline' | 'baselines' | 'adopt'> {
  const newestFirst = (keyArn: string, more: { readonly limit?: number; readonly after?: Item } = {}) =>
    client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        ScanIndexForward: false,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': itemKey(keyArn, '').pk, ':prefix': { S: 'BASELINE#' } },
        ...(more.limit === undefined ? {} : { Limit: more.limit }),
        ...(more.after === undefined ? {} : { ExclusiveStartKey: more.after }),
      }),
    );

  const newest = async (keyArn: string): Promise<Baseline | undefined> => {
    const [item] = (await newestFirst(keyArn, { limit: 1 })).Items ?? [];
    return item && readBody<Baseline>(item);
  };

  const add = (baseline: Baseline) =>
    client.send(
      new PutItemCommand({
        TableName: table,
        Item: {
          ...itemKey(baseline.keyArn, sortKey(baseline.version)),
          body: writeBody(baseline, `The baseline of ${baseline.keyArn}`),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );

  return {
    baseline: newest,
    async baselines(keyArn) {
      const found: Baseline[] = [];
      let after: Item | undefined;
      do {
        const page = await newestFirst(keyArn, after === undefined ? {} : { after });
        found.push(...(page.Items ?? []).map((item) => readBody<Baseline>(item)));
        after = page.LastEvaluatedKey;
      } while (after !== undefined);
      return found;
    },
    async adopt(adopted) {
      for (let round = 0; round < rounds; round++) {
        const before = await newest(adopted.keyArn);
        if (before?.changeId === adopted.changeId) return before;
        const next = { ...adopted, version: (before?.version ?? 0) + 1 };
        try {
          await add(next);
          return next;
        } catch (error) {
          // Somebody took the version meanwhile, or this very write arrived twice: look again.
          if (!isConditionFailed(error)) throw error;
        }
      }
      throw new LedgerError(
        'CONTENDED',
        `The baseline of ${adopted.keyArn} was changed by others ${rounds} times in a row. Try again later.`,
      );
    },
  };
}

import { type DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Scope } from '../../rules/scope.ts';
import type { Approval, Baseline, Ledger, NewBaseline } from '../ledger.ts';
import { LedgerError } from '../ledger-error.ts';
import { type Item, isConditionFailed, itemKey, readBody, writeBody } from './item.ts';

/** Each round one writer wins: enough for many more than ever adopt the same key at once. */
const rounds = 30;

/** Padded, so that the order of sort keys, which is that of text, is the order of versions. */
const sortKey = (version: number) => `BASELINE#${String(version).padStart(10, '0')}`;

/** Baselines: an item a version, never changed once written. */
export function baselinesIn(
  client: DynamoDBClient,
  table: string,
): Pick<Ledger, 'baseline' | 'baselines' | 'adopt'> {
  const newestFirst = (arn: string, more: { readonly limit?: number; readonly after?: Item } = {}) =>
    client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        ScanIndexForward: false,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': itemKey(arn, '').pk, ':prefix': { S: 'BASELINE#' } },
        ...(more.limit === undefined ? {} : { Limit: more.limit }),
        ...(more.after === undefined ? {} : { ExclusiveStartKey: more.after }),
      }),
    );

  const newest = async <S extends Scope>(arn: string): Promise<Baseline<S> | undefined> => {
    const [item] = (await newestFirst(arn, { limit: 1 })).Items ?? [];
    return item && readBody<Baseline<S>>(item);
  };

  const add = (baseline: Approval) =>
    client.send(
      new PutItemCommand({
        TableName: table,
        Item: {
          ...itemKey(baseline.arn, sortKey(baseline.version)),
          body: writeBody(baseline, `The baseline of ${baseline.arn}`),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );

  return {
    baseline: newest,
    async baselines<S extends Scope>(arn: string) {
      const found: Baseline<S>[] = [];
      let after: Item | undefined;
      do {
        const page = await newestFirst(arn, after === undefined ? {} : { after });
        found.push(...(page.Items ?? []).map((item) => readBody<Baseline<S>>(item)));
        after = page.LastEvaluatedKey;
      } while (after !== undefined);
      return found;
    },
    async adopt<S extends Scope>(adopted: NewBaseline<S>) {
      for (let round = 0; round < rounds; round++) {
        const before = await newest<S>(adopted.arn);
        if (before?.changeId === adopted.changeId) return before;
        // Put together anew: what an intersection loses when one of its parts is left out, TypeScript cannot see.
        const next = { ...adopted, version: (before?.version ?? 0) + 1 } as unknown as Baseline<S>;
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
        `The baseline of ${adopted.arn} was changed by others ${rounds} times in a row. Try again later.`,
      );
    },
  };
}

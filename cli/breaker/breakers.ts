import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { itemKey, readBody } from '../../shared/ledger/dynamodb/item.ts';
import type { Breaker, Closing, History } from '../../shared/ledger/history.ts';
import type { Connection } from '../operate/connection.ts';
import { scan } from '../operate/scan.ts';

/** A breaker, of a thing or a whole account: open, or how the last one was closed. */
export type ShownBreaker = {
  /** The thing's ARN, or `account 111122223333 in eu-west-1`. */
  readonly of: string;
  readonly open?: Breaker;
  readonly closed?: Closing;
};

/** Every breaker that is open now. */
export async function openBreakers(connection: Connection): Promise<readonly ShownBreaker[]> {
  const found: ShownBreaker[] = [];
  for await (const item of scan(connection, 'BREAKER'))
    found.push({ of: nameOf(item.pk?.S), open: readBody<Breaker>(item) });
  for await (const item of scan(connection, 'LEASE')) {
    const { breaker } = readBody<History>(item);
    if (breaker !== undefined) found.push({ of: nameOf(item.pk?.S), open: breaker });
  }
  return found;
}

const nameOf = (partitionKey = '') => partitionKey.replace(/^THING#/, '');

/** The breaker of one thing, read without its lease: the guardian may be at work on it. */
export async function breakerOf(
  arn: string,
  { dynamodb, table }: Pick<Connection, 'dynamodb' | 'table'>,
): Promise<ShownBreaker> {
  const { Item: item } = await dynamodb.send(
    new GetItemCommand({ TableName: table, Key: itemKey(arn, 'LEASE'), ConsistentRead: true }),
  );
  const history = item?.body && readBody<History>(item);
  return {
    of: arn,
    ...(history?.breaker && { open: history.breaker }),
    ...(history?.closed && { closed: history.closed }),
  };
}

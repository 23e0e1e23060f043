import { createHash } from 'node:crypto';
import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Incident, Snooze } from '../incident.ts';
import type { Ledger } from '../ledger.ts';
import { type Item, itemKey, readBody, writeBody } from './item.ts';

/** An incident that nothing was heard of for so long is forgotten: longer than any standard has one stay open. */
const keepDays = 60;

/** A sort key has 1024 bytes: of a cause that is longer, the digest. */
const keyOf = (arn: string, cause: string) =>
  itemKey(arn, `INCIDENT#${cause.length <= 900 ? cause : createHash('sha256').update(cause).digest('hex')}`);

/**
 * Incidents: an item a thing and cause. The snooze is an attribute of its own: whoever snoozes, and whoever tells at the
 * same time, take nothing from each other.
 */
export function incidentsIn(
  client: DynamoDBClient,
  table: string,
): Pick<Ledger, 'incident' | 'keepIncident' | 'snooze'> {
  const set = (arn: string, cause: string, values: Item) => {
    const names = Object.keys(values);
    return client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: keyOf(arn, cause),
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(
          names.map((name) => [`:${name}`, values[name] ?? none]),
        ),
      }),
    );
  };
  return {
    async incident(arn, cause) {
      const { Item: item } = await client.send(
        new GetItemCommand({ TableName: table, Key: keyOf(arn, cause), ConsistentRead: true }),
      );
      if (item?.body === undefined) return undefined;
      const snoozed = item.snoozed?.S;
      return {
        ...readBody<Incident>(item),
        ...(snoozed === undefined ? {} : { snoozed: readBody<Snooze>({ body: { S: snoozed } }) }),
      };
    },
    async keepIncident(arn, { snoozed: _, ...incident }) {
      await set(arn, incident.cause, {
        body: writeBody(incident, `The incident ${incident.cause} of ${arn}`),
        expiresAt: expiry(incident.lastAt),
      });
    },
    async snooze(arn, cause, snooze) {
      await set(arn, cause, {
        snoozed: writeBody(snooze, `The snooze of ${arn}`),
        expiresAt: expiry(snooze.until),
      });
    },
  };
}

const none = { NULL: true };

const expiry = (at: string) => ({ N: String(Math.ceil(Date.parse(at) / 1000) + keepDays * 24 * 60 * 60) });

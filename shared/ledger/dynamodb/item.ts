import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { LedgerError } from '../ledger-error.ts';

export type Item = Record<string, AttributeValue>;

/** A whole item may hold 400 KB; some is left for the attributes beside the body. */
const maximumBodyBytes = 400 * 1024 - 8 * 1024;

/** The primary key: everything about a thing lies together, told apart by the sort key. */
export const itemKey = (arn: string, sortKey: string) => ({
  pk: { S: `THING#${arn}` },
  sk: { S: sortKey },
});

/**
 * A record as the text of one attribute: only what a condition looks at gets an attribute of its own.
 *
 * @throws {LedgerError} `ITEM_TOO_LARGE`
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export function writeBody(record: unknown, what: string): AttributeValue {
  const body = JSON.stringify(record);
  const bytes = Buffer.byteLength(body);
  if (bytes > maximumBodyBytes)
    throw new LedgerError(
      'ITEM_TOO_LARGE',
      `${what} is ${bytes} bytes; DynamoDB takes items of 400 KB. It was not written.`,
    );
  return { S: body };
}

/** Reads what `writeBody` wrote. */
export function readBody<T>(item: Item): T {
  try {
    // The table is the guardian's own: what is in it has been written by `writeBody`.
    return JSON.parse(item.body?.S ?? '') as T;
  } catch {
    const name = `${item.pk?.S} ${item.sk?.S}`;
    throw new LedgerError(
      'UNREADABLE',
      `The ledger's item ${name} holds no record. Only the guardian may write the table.`,
    );
  }
}

/** The number in an attribute; undefined where there is none. */
export function readNumber(item: Item | undefined, name: string): number | undefined {
  const value = item?.[name]?.N;
  return value === undefined ? undefined : Number(value);
}

/** True of DynamoDB's answer that a write's condition did not hold. */
export function isConditionFailed(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

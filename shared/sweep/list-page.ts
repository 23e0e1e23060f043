import { DescribeKeyCommand, type KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import type { ListedKey, Page } from './sweep.ts';

/** A function has seconds for a page, and each key of it is five messages. */
const pageSize = 100;

/** So many requests are under way at once. */
const atOnce = 10;

/**
 * Lists a page of the keys of the account in the client's Region. ListKeys does not tell the keys that AWS manages from
 * the customer's, so each key is described: one request, where the functions would make five times five.
 *
 * @throws KMS's own errors, and where KMS takes no more requests for now
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
export async function listPage(kms: KMSClient, marker: string | undefined): Promise<Page> {
  const listed = await kms.send(
    new ListKeysCommand({ Limit: pageSize, ...(marker === undefined ? {} : { Marker: marker }) }),
  );
  const arns = (listed.Keys ?? []).flatMap(({ KeyArn }) => KeyArn ?? []);
  const keys: ListedKey[] = [];
  for (let from = 0; from < arns.length; from += atOnce) {
    const some = arns.slice(from, from + atOnce);
    keys.push(...(await Promise.all(some.map((arn) => describe(kms, arn)))).flatMap((key) => key ?? []));
  }
  const next = listed.Truncated === true ? listed.NextMarker : undefined;
  return { keys, ...(next === undefined ? {} : { next }) };
}

/** Undefined where the key is gone since. One that cannot be read is asked for all the same: it is told of then. */
async function describe(kms: KMSClient, arn: string): Promise<ListedKey | undefined> {
  try {
    const { KeyMetadata: metadata } = await kms.send(new DescribeKeyCommand({ KeyId: arn }));
    return { arn, manager: metadata?.KeyManager === 'AWS' ? 'AWS' : 'CUSTOMER' };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'NotFoundException') return undefined;
    if (/Throttl|TooManyRequests|LimitExceeded/.test(name)) throw error;
    return { arn, manager: 'unread' };
  }
}

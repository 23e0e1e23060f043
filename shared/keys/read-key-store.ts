import { DescribeCustomKeyStoresCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { KeyStoreSnapshot } from './key-store.ts';
import { IncompleteKey } from './read.ts';

/** Reads what a custom key store looks like now: one call. */
export async function readKeyStore(
  kms: KMSClient,
  place: Pick<KeyStoreSnapshot, 'arn' | 'account' | 'region' | 'id'>,
): Promise<KeyStoreSnapshot> {
  const entry = await describe(kms, place.id);
  if (entry === undefined) return { ...place, name: place.id, connection: 'DELETED' };
  const { ConnectionState: connection, ConnectionErrorCode: error } = entry;
  if (connection === undefined) throw new IncompleteKey(place.arn, 'connection state');
  return {
    ...place,
    name: entry.CustomKeyStoreName ?? place.id,
    connection,
    ...(error && { error }),
  };
}

async function describe(kms: KMSClient, CustomKeyStoreId: string) {
  try {
    const { CustomKeyStores } = await kms.send(new DescribeCustomKeyStoresCommand({ CustomKeyStoreId }));
    return CustomKeyStores?.[0];
  } catch (error) {
    if (error instanceof Error && error.name === 'CustomKeyStoreNotFoundException') return undefined;
    throw error;
  }
}

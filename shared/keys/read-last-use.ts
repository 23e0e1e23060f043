import { GetKeyLastUsageCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { LastUse } from './snapshot.ts';

/**
 * Reads when a key last encrypted, decrypted, signed or the like. KMS keeps track of it since a day of its own, and for
 * each key of a multi-Region set by itself: a replica that nobody uses is unused, whatever its primary does, and deleting
 * it takes nothing from the others. A refused attempt to use a disabled key leaves no trace here.
 *
 * Never throws: the rest of the look must not fail by it, and what could not be read is `unknown`.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html
 */
export async function readLastUse(kms: KMSClient, arn: string): Promise<LastUse> {
  try {
    const answer = await kms.send(new GetKeyLastUsageCommand({ KeyId: arn }));
    const { Timestamp: at, Operation: operation } = answer.KeyLastUsage ?? {};
    if (at !== undefined) return { kind: 'used', at: at.toISOString(), ...(operation && { operation }) };
    const { TrackingStartDate: since, KeyCreationDate: created } = answer;
    if (since === undefined) return { kind: 'unknown', why: 'KMS does not keep track of this key' };
    if (created !== undefined && created >= since) return { kind: 'never' };
    return { kind: 'unused', since: since.toISOString() };
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { kind: 'unknown', why };
  }
}

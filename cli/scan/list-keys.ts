import { type KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import type { KeyReference } from '../../shared/events/change.ts';
import { parseKeyArn } from '../../shared/events/decode.ts';
import { reasonOf } from './reason.ts';

/** The keys of a Region, and why they may not be all. */
export type Listed = {
  readonly region: string;
  readonly keys: readonly KeyReference[];
  readonly cut?: string;
};

/** The most that KMS gives in one page. */
const pageSize = 1000;

/**
 * Lists the keys of a Region, AWS managed ones among them. Never throws: what was listed before it failed is kept.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html
 */
export async function listKeys(kms: KMSClient, region: string, signal: AbortSignal): Promise<Listed> {
  const keys: KeyReference[] = [];
  try {
    for (let marker: string | undefined, more = true; more; ) {
      if (signal.aborted) return { region, keys, cut: 'interrupted before all keys were listed' };
      const page = await kms.send(
        new ListKeysCommand({ Limit: pageSize, ...(marker ? { Marker: marker } : {}) }),
      );
      keys.push(...(page.Keys ?? []).flatMap(({ KeyArn = '' }) => parseKeyArn(KeyArn) ?? []));
      marker = page.NextMarker;
      more = page.Truncated === true && marker !== undefined;
    }
    return { region, keys };
  } catch (error) {
    return { region, keys, cut: `its keys could not be listed: ${reasonOf(error)}` };
  }
}

/** One of each Region in turn: each has quotas of its own. */
export function interleave(listed: readonly Listed[]): readonly KeyReference[] {
  const longest = Math.max(0, ...listed.map(({ keys }) => keys.length));
  return Array.from({ length: longest }, (_, at) => listed.flatMap(({ keys }) => keys[at] ?? [])).flat();
}

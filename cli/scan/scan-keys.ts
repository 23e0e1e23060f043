import { setTimeout } from 'node:timers/promises';
import type { KMSClient } from '@aws-sdk/client-kms';
import { perRegion } from '../../shared/aws/per-region.ts';
import type { KeyReference } from '../../shared/events/change.ts';
import { readKey } from '../../shared/keys/read.ts';
import { readGrants } from '../../shared/keys/read-grants.ts';
import type { Baseline } from '../../shared/ledger/ledger.ts';
import type { Standard } from '../../shared/standard/standard.ts';
import { judgeKey } from './judge-key.ts';
import { keysASecond, turnstile } from './key-rate.ts';
import { interleave, type Listed, listKeys } from './list-keys.ts';
import { reasonOf } from './reason.ts';
import { inOrder, type Scan, type ScannedKey, type Unread } from './result.ts';
import { isThrottling, waitingOutThrottling } from './throttling.ts';

/** What a scan is made with. */
export type ScanTools = {
  readonly kms: (region: string) => KMSClient;
  readonly standard: Standard;
  /** The class whose keys alone are judged; all keys where none is named. */
  readonly onlyClass?: string;
  /** What is approved of a key; nothing is compared where it is left out. */
  readonly baselineOf?: (arn: string) => Promise<Baseline | undefined>;
  /** How many keys are read at the same time. */
  readonly concurrency: number;
  /** Aborted, no new key is taken, and nobody waits for a turn. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** Told after each key. */
  readonly progress: (done: number, total: number) => void;
};

/** The keys of no Region could be listed: there is nothing to tell. */
export class NothingListed extends Error {
  readonly code = 'NOTHING_LISTED';
  constructor(listed: readonly Listed[]) {
    super(listed.map(({ region, cut }) => `${region}: ${cut}`).join('\n'));
    this.name = 'NothingListed';
  }
}

type Outcome =
  | { readonly kind: 'judged'; readonly key: ScannedKey }
  | { readonly kind: 'unread'; readonly unread: Unread }
  | { readonly kind: 'left'; readonly arn: string }
  | { readonly kind: 'aws-managed' | 'other-class' };

/**
 * Reads and judges every customer-managed key of an account in these Regions. A key that cannot be read stops nothing.
 *
 * @throws {NothingListed}
 */
export async function scanKeys(regions: readonly string[], tools: ScanTools): Promise<Scan> {
  const { signal, now, progress } = tools;
  const pause = (ms: number) => setTimeout(ms, undefined, { signal });
  const kms = perRegion((region) => waitingOutThrottling(tools.kms(region), pause));
  const turn = perRegion(() => turnstile(keysASecond, { now, pause }));

  const listed = await Promise.all(regions.map((region) => listKeys(kms(region), region, signal)));
  if (!signal.aborted && listed.every(({ keys, cut }) => cut !== undefined && keys.length === 0))
    throw new NothingListed(listed);

  const queue = interleave(listed);
  const outcomes: Outcome[] = [];
  progress(0, queue.length);
  const waiting = queue.values();
  const worker = async () => {
    // All workers take from the same iterator, so that each key is taken once.
    for (const key of waiting) {
      outcomes.push(
        signal.aborted ? leave(key) : await lookAt(key, { ...tools, kms, turn: turn(key.region) }),
      );
      progress(outcomes.length, queue.length);
    }
  };
  await Promise.all(Array.from({ length: tools.concurrency }, worker));
  return together(regions, listed, outcomes);
}

async function lookAt(
  key: KeyReference,
  tools: ScanTools & { readonly turn: () => Promise<void> },
): Promise<Outcome> {
  const { kms, standard, onlyClass, baselineOf, signal, now, turn } = tools;
  try {
    await turn();
    const client = kms(key.region);
    const [read, baseline] = await Promise.all([readKey(client, key), baselineOf?.(key.arn)]);
    if (read.manager === 'AWS') return { kind: 'aws-managed' };
    const snapshot = { ...read, ...(await readGrants(client, key.arn)) };
    const judged = judgeKey(snapshot, { standard, at: now(), ...(baseline && { baseline }) });
    if (onlyClass !== undefined && judged.keyClass !== onlyClass) return { kind: 'other-class' };
    return { kind: 'judged', key: judged };
  } catch (error) {
    const gaveUp = error instanceof Error && (error.name === 'AbortError' || isThrottling(error));
    if (signal.aborted && gaveUp) return leave(key);
    return { kind: 'unread', unread: { arn: key.arn, region: key.region, why: reasonOf(error) } };
  }
}

const leave = ({ arn }: KeyReference): Outcome => ({ kind: 'left', arn });

function together(regions: readonly string[], listed: readonly Listed[], outcomes: readonly Outcome[]): Scan {
  const count = (kind: Outcome['kind']) => outcomes.filter((each) => each.kind === kind).length;
  const cut = listed.flatMap(({ region, cut }) => (cut === undefined ? [] : [{ region, why: cut }]));
  return {
    regions,
    keys: inOrder(outcomes.flatMap((each) => (each.kind === 'judged' ? [each.key] : []))),
    unread: [...cut, ...outcomes.flatMap((each) => (each.kind === 'unread' ? [each.unread] : []))],
    left: outcomes.flatMap((each) => (each.kind === 'left' ? [each.arn] : [])),
    awsManaged: count('aws-managed'),
    otherClasses: count('other-class'),
  };
}

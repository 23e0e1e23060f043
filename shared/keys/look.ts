import type { KMSClient } from '@aws-sdk/client-kms';
import type { KeyReference } from '../events/change.ts';
import type { Decision } from '../ledger/decision.ts';
import type { Baseline, Lease, Ledger } from '../ledger/ledger.ts';
import { readKey } from './read.ts';
import type { KeySnapshot } from './snapshot.ts';

/** Everything a decision rests on, read at one moment, under the key's lease. */
export type Look = {
  readonly snapshot: KeySnapshot;
  readonly baseline?: Baseline;
  /** The decision on this very change, where it was delivered before. */
  readonly decided?: Decision;
  readonly lease: Lease;
};

type Tools = {
  readonly kms: (region: string) => KMSClient;
  readonly ledger: Ledger;
  readonly now: () => number;
  readonly owner: () => string;
  readonly pause: (ms: number) => Promise<void>;
};

/** Another invocation is at work on the key. Its event waits in the queue. */
export class KeyIsBusy extends Error {
  readonly code = 'KEY_IS_BUSY';
  constructor(keyArn: string) {
    super(`Another invocation is at work on ${keyArn}. The event will be delivered again.`);
    this.name = 'KeyIsBusy';
  }
}

/** Longer than a function may run: a lease outlives its holder only when that has died. */
const leaseMs = 60_000;

/** How far two Lambdas' clocks may differ. */
const skewMs = 1_000;

/** Most holders are done within a second; a queue would make the event wait for minutes. */
const patience = { attempts: 20, pauseMs: 250 };

/**
 * Reads the key, its baseline and the earlier decision while taking the lease: one wait on AWS. Where the
 * lease's last holder finished after this look began, what was read may be older than what it wrote: then
 * everything is read again, with the lease in hand.
 *
 * @throws {KeyIsBusy} where another holds the lease for seconds.
 */
export async function lookAt(key: KeyReference, changeId: string, tools: Tools): Promise<Look> {
  for (let attempt = 1; attempt <= patience.attempts; attempt += 1) {
    const look = await tryToLook(key, changeId, tools);
    if (look !== undefined) return look;
    await tools.pause(patience.pauseMs);
  }
  throw new KeyIsBusy(key.arn);
}

async function tryToLook(key: KeyReference, changeId: string, tools: Tools): Promise<Look | undefined> {
  const began = tools.now();
  const [lease, ...seen] = await Promise.allSettled([
    tools.ledger.acquireLease(key.arn, tools.owner(), began, began + leaseMs),
    ...read(key, changeId, tools),
  ]);
  if (lease.status === 'rejected') throw lease.reason;
  if (lease.value === undefined) return undefined;
  try {
    const stale = Date.parse(lease.value.previousEndedAt ?? '') >= began - skewMs;
    const [snapshot, baseline, decided] = stale
      ? await Promise.all(read(key, changeId, tools))
      : await Promise.all([settled(seen[0]), settled(seen[1]), settled(seen[2])]);
    return {
      snapshot,
      lease: lease.value,
      ...(baseline === undefined ? {} : { baseline }),
      ...(decided === undefined ? {} : { decided }),
    };
  } catch (error) {
    await tools.ledger.releaseLease(lease.value, tools.now());
    throw error;
  }
}

const read = (key: KeyReference, changeId: string, { kms, ledger }: Tools) =>
  [readKey(kms(key.region), key), ledger.baseline(key.arn), ledger.decision(key.arn, changeId)] as const;

async function settled<T>(result: PromiseSettledResult<T>): Promise<T> {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

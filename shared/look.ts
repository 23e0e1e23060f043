import type { Decision } from './ledger/decision.ts';
import type { Breaker } from './ledger/history.ts';
import type { Baseline, Lease, Ledger, Place } from './ledger/ledger.ts';
import type { Scope, Snapshots } from './rules/scope.ts';

/** Everything a decision rests on, read at one moment, under the thing's lease. */
export type Look<S extends Scope = 'key'> = {
  readonly snapshot: Snapshots[S];
  readonly baseline?: Baseline<S>;
  /** The decision on this very change, where it was delivered before. */
  readonly decided?: Decision;
  /** The breaker of the whole account, where it is open. */
  readonly accountBreaker?: Breaker;
  readonly lease: Lease;
  /** When it began, in milliseconds since the epoch. */
  readonly at: number;
};

type Tools = {
  readonly ledger: Ledger;
  readonly now: () => number;
  readonly owner: () => string;
  readonly pause: (ms: number) => Promise<void>;
};

/** Another invocation is at work on the thing. Its event waits in the queue. */
export class ThingIsBusy extends Error {
  readonly code = 'THING_IS_BUSY';
  constructor(arn: string) {
    super(`Another invocation is at work on ${arn}. The event will be delivered again.`);
    this.name = 'ThingIsBusy';
  }
}

/** Longer than a function may run: a lease outlives its holder only when that has died. */
const leaseMs = 60_000;

/** How far two Lambdas' clocks may differ. */
const skewMs = 1_000;

/** Most holders are done within a second; a queue would make the event wait for minutes. */
const patience = { attempts: 20, pauseMs: 250 };

/**
 * Reads the thing, its baseline, the earlier decision and the account's breaker while taking the lease: one wait on AWS.
 * Where the lease's last holder finished after this look began, what was read may be older than what it wrote: then
 * everything is read again, with the lease in hand.
 *
 * @throws {ThingIsBusy} where another holds the lease for seconds.
 */
export async function lookAt<S extends Scope>(
  { arn, account, region }: Place & { readonly arn: string },
  changeId: string,
  readThing: () => Promise<Snapshots[S]>,
  tools: Tools,
): Promise<Look<S>> {
  const { ledger } = tools;
  const breaker = () => ledger.accountBreaker({ account, region });
  const read = () =>
    [readThing(), ledger.baseline<S>(arn), ledger.decision(arn, changeId), breaker()] as const;
  for (let attempt = 1; attempt <= patience.attempts; attempt += 1) {
    const look = await tryToLook<S>(arn, read, tools);
    if (look !== undefined) return look;
    await tools.pause(patience.pauseMs);
  }
  throw new ThingIsBusy(arn);
}

type Reading<S extends Scope> = readonly [
  Promise<Snapshots[S]>,
  Promise<Baseline<S> | undefined>,
  Promise<Decision | undefined>,
  Promise<Breaker | undefined>,
];

async function tryToLook<S extends Scope>(
  arn: string,
  read: () => Reading<S>,
  tools: Tools,
): Promise<Look<S> | undefined> {
  const began = tools.now();
  const [lease, ...seen] = await Promise.allSettled([
    tools.ledger.acquireLease(arn, tools.owner(), began, began + leaseMs),
    ...read(),
  ]);
  if (lease.status === 'rejected') throw lease.reason;
  if (lease.value === undefined) return undefined;
  try {
    const stale = Date.parse(lease.value.previousEndedAt ?? '') >= began - skewMs;
    const at = stale ? tools.now() : began;
    const [snapshot, baseline, decided, accountBreaker] = stale
      ? await Promise.all(read())
      : await Promise.all([settled(seen[0]), settled(seen[1]), settled(seen[2]), settled(seen[3])]);
    return {
      snapshot,
      lease: lease.value,
      at,
      ...(accountBreaker === undefined ? {} : { accountBreaker }),
      ...(baseline === undefined ? {} : { baseline }),
      ...(decided === undefined ? {} : { decided }),
    };
  } catch (error) {
    await tools.ledger.releaseLease(lease.value, tools.now());
    throw error;
  }
}

async function settled<T>(result: PromiseSettledResult<T>): Promise<T> {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

import type { Lease, Ledger } from './ledger/ledger.ts';

/** Longer than any of what is done so takes; the guardian's own is as long. */
const leaseMs = 60_000;

/** How often, and how far apart, a lease is asked for. */
export type Patience = { readonly attempts: number; readonly pauseMs: number };

/** For a person at a terminal: the guardian is done with a thing within a second, mostly. */
const ofCommands: Patience = { attempts: 40, pauseMs: 250 };

/** What a lease is taken with. `owner` makes a name unlike any other, from that of the work. */
export type Holder = {
  readonly ledger: Pick<Ledger, 'acquireLease' | 'releaseLease'>;
  readonly now: () => number;
  readonly owner: (work: string) => string;
  readonly pause: (ms: number) => Promise<void>;
};

/** The guardian, or another person, is at work on a thing. */
export class ThingIsHeld extends Error {
  readonly code = 'THING_IS_HELD';
  constructor(arn: string) {
    super(
      `The guardian, or somebody else, is at work on ${arn}. Nothing was changed; try again in a minute.`,
    );
    this.name = 'ThingIsHeld';
  }
}

/**
 * Does something while holding the thing's lease, so that the guardian waits with what it finds meanwhile.
 *
 * @throws {ThingIsHeld}
 */
export async function holding<T>(
  arn: string,
  work: string,
  { ledger, now, owner, pause }: Holder,
  take: (lease: Lease) => Promise<T>,
  { attempts, pauseMs }: Patience = ofCommands,
): Promise<T> {
  const name = owner(work);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const lease = await ledger.acquireLease(arn, name, now(), now() + leaseMs);
    if (lease !== undefined) {
      try {
        return await take(lease);
      } finally {
        await ledger.releaseLease(lease, now());
      }
    }
    if (attempt < attempts) await pause(pauseMs);
  }
  throw new ThingIsHeld(arn);
}

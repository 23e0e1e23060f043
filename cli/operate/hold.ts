import type { Lease } from '../../shared/ledger/ledger.ts';
import type { Connection } from './connection.ts';

/** Longer than any of these commands takes; the guardian's own is as long. */
const leaseMs = 60_000;

/** The guardian is done with a thing within a second, mostly. */
const patience = { attempts: 40, pauseMs: 250 };

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
  command: string,
  { ledger, now, owner, pause }: Pick<Connection, 'ledger' | 'now' | 'owner' | 'pause'>,
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const name = owner(command);
  for (let attempt = 1; attempt <= patience.attempts; attempt += 1) {
    const lease = await ledger.acquireLease(arn, name, now(), now() + leaseMs);
    if (lease !== undefined) {
      try {
        return await work(lease);
      } finally {
        await ledger.releaseLease(lease, now());
      }
    }
    await pause(patience.pauseMs);
  }
  throw new ThingIsHeld(arn);
}

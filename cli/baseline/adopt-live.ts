import { randomUUID } from 'node:crypto';
import { type Adoption, approve } from '../../shared/approve.ts';
import type { Actor } from '../../shared/events/actor.ts';
import { holding } from '../../shared/hold.ts';
import { readKey } from '../../shared/keys/read.ts';
import type { Standard } from '../../shared/standard/standard.ts';
import type { Connection } from '../operate/connection.ts';
import type { keyNamed } from '../operate/thing.ts';

/**
 * Makes what a key is now its baseline, by a person's decision: see `approve`.
 *
 * @throws {ThingIsHeld} what AWS answers
 */
export function adoptLive(
  key: ReturnType<typeof keyNamed>,
  { standard, by, why }: { readonly standard: Standard; readonly by: Actor; readonly why: string },
  connection: Connection,
): Promise<Adoption> {
  return holding(key.arn, 'adopt', connection, async () => {
    const { ledger, clients } = connection;
    const [snapshot, before] = await Promise.all([
      readKey(clients.kms(key.region), key),
      ledger.baseline(key.arn),
    ]);
    const changeId = `adopt-${randomUUID()}`;
    return approve({ snapshot, before }, { standard, by, why, changeId, what: 'all' }, connection);
  });
}

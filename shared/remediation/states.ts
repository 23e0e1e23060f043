import type { ChangeOf } from '../events/change.ts';
import type { KeyStoreSnapshot } from '../keys/key-store.ts';
import { policyDigest } from '../keys/policy-digest.ts';
import type { Rotation } from '../keys/snapshot.ts';
import type { EventSelectors, TrailSnapshot } from '../perimeter/trail.ts';

/**
 * The words in which a person's decision that a state shall stand is kept, and known again: the same of the live thing
 * (`Ward.stateFor`) and of what an undo puts back (`undoOf`). Pure.
 */
export const policyState = (policy: string): string => policyDigest(policy);

export const rotationState = (rotation: Rotation): string =>
  rotation.kind === 'enabled' ? `enabled, ${rotation.periodInDays} days` : rotation.kind;

/** What a grant gives; its ID says nothing, since a grant that is made again has another one. */
export function grantState(given: Granted): string {
  const { grantee, retiring, operations, constraints = {} } = given;
  const { encryptionContextEquals: equals, encryptionContextSubset: subset, sourceArn } = constraints;
  return JSON.stringify([
    grantee ?? null,
    retiring ?? null,
    [...operations].sort(),
    sorted(equals),
    sorted(subset),
    sourceArn ?? null,
  ]);
}

export type Granted = Omit<ChangeOf<'CreateGrant'>['details'], 'grantId'>;

/** The tags that count and are not as they were approved; `null` for one that is not there. */
export const tagsState = (tags: Readonly<Record<string, string | null>>): string =>
  JSON.stringify(sorted(tags));

export const aliasState = (target: string | undefined): string => target ?? 'gone';

/** A key store is on its way to one of these for minutes. */
export function keyStoreState(connection: KeyStoreSnapshot['connection']): string {
  switch (connection) {
    case 'CONNECTING':
      return 'CONNECTED';
    case 'DISCONNECTING':
      return 'DISCONNECTED';
    default:
      return connection;
  }
}

/** Whether a trail logs, and what it selects where that leaves out some of KMS. */
export function trailState(state: TrailSnapshot['state'], leavingOut: EventSelectors | undefined): string {
  const logs = state === 'never-started' ? 'stopped' : state;
  return leavingOut === undefined ? logs : `${logs}, ${JSON.stringify(leavingOut)}`;
}

function sorted<T>(record: Readonly<Record<string, T>> | undefined): readonly (readonly [string, T])[] {
  return Object.entries(record ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
}

import type { Subject, Violation } from './rule.ts';

/** So long a key is new. After that somebody may rely on it. */
const newMs = 60 * 60_000;

/**
 * What a new key that cannot be made right is contained by, where the standard says so: it is disabled, and never deleted.
 * Only as it is created, and only while nothing of it is approved: a key that others have come to rely on is never
 * stopped by its spec, nor by news of its creation that comes late, out of a dead-letter queue say. A replica is created by an event of its own, in its Region; ReplicateKey is about the primary.
 * A key that still waits for imported material can neither be used nor disabled.
 *
 * What the guardian has disabled, any person may enable who may do that to the key: that person has looked. It is not
 * undone, and contained-key tells of it.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/ct-replicate-key.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
export function containedAtBirth({
  snapshot,
  baseline,
  change,
  governance,
  at,
}: Subject): Pick<Violation, 'remedy'> {
  const contained =
    governance.creation.containment === 'disable' &&
    change?.operation === 'CreateKey' &&
    baseline === undefined &&
    (at === undefined || at - Date.parse(change.at) < newMs) &&
    snapshot.state !== 'PendingImport';
  return contained ? { remedy: 'disable-key' } : {};
}

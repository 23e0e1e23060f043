import type { Change } from '../events/change.ts';
import type { KeySnapshot } from './snapshot.ts';

/**
 * The key as a change left it, whatever has become of it since; undefined where the event does not say, or the change
 * left it as it is. Of a grant the event itself says all there is to judge.
 */
export function asLeftBy(change: Change, snapshot: KeySnapshot): KeySnapshot | undefined {
  switch (change.operation) {
    case 'PutKeyPolicy':
    case 'CreateKey': {
      const { policy } = change.details;
      return policy === undefined || policy === snapshot.policy ? undefined : { ...snapshot, policy };
    }
    case 'ScheduleKeyDeletion':
      return inState(snapshot, 'PendingDeletion');
    case 'DisableKey':
      return inState(snapshot, 'Disabled');
    case 'DisableKeyRotation':
      return snapshot.rotation.kind === 'enabled'
        ? { ...snapshot, rotation: { kind: 'disabled' } }
        : undefined;
    default:
      return undefined;
  }
}

const inState = (snapshot: KeySnapshot, state: KeySnapshot['state']) =>
  snapshot.state === state ? undefined : { ...snapshot, state };

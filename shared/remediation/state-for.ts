import { leavesOutKms } from '../perimeter/kms-coverage.ts';
import { changedTags } from '../rules/counting-tags.ts';
import type { Remedy, Subject } from '../rules/rule.ts';
import {
  aliasState,
  grantState,
  keyStoreState,
  policyState,
  rotationState,
  tagsState,
  trailState,
} from './states.ts';

/** What each remedy would change of a key, as it is now. See `Ward.stateFor`. Pure. */
export function keyStateFor(remedy: Remedy, subject: Subject): string | undefined {
  const { snapshot, change } = subject;
  switch (remedy) {
    case 'revert-policy':
      return policyState(snapshot.policy);
    case 'cancel-deletion':
    case 'enable-key':
    case 'disable-key':
      return snapshot.state;
    case 'enable-rotation':
      return rotationState(snapshot.rotation);
    case 'revoke-grant':
      return change?.operation === 'CreateGrant' ? grantState(change.details) : undefined;
    case 'restore-tags': {
      const { change: _, ...still } = subject;
      return tagsState(Object.fromEntries(changedTags(still).map(({ key, after }) => [key, after ?? null])));
    }
    default:
      return undefined;
  }
}

export const aliasStateFor = (remedy: Remedy, { snapshot }: Subject<'alias'>): string | undefined =>
  remedy === 'restore-alias' ? aliasState(snapshot.target) : undefined;

export const keyStoreStateFor = (remedy: Remedy, { snapshot }: Subject<'key-store'>): string | undefined =>
  remedy === 'connect-key-store' ? keyStoreState(snapshot.connection) : undefined;

export const endpointStateFor = (
  remedy: Remedy,
  { snapshot }: Subject<'vpc-endpoint'>,
): string | undefined => (remedy === 'restore-endpoint-policy' ? policyState(snapshot.policy) : undefined);

export function trailStateFor(remedy: Remedy, { snapshot }: Subject<'trail'>): string | undefined {
  if (remedy !== 'restart-logging') return undefined;
  return trailState(snapshot.state, leavesOutKms(snapshot) ? snapshot.selectors : undefined);
}

import type { Remedy, Subject } from '../rules/rule.ts';
import type { Made } from './plan.ts';

/** What puts a custom key store right. Pure. */
export function keyStoreSteps(remedy: Remedy, { snapshot }: Subject<'key-store'>): Made {
  if (remedy !== 'connect-key-store') return { why: `nothing does ${remedy} to a key store` };
  return { steps: [{ kind: 'connect-key-store', keyStoreId: snapshot.id }] };
}

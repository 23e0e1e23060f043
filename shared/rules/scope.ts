import type { AliasSnapshot } from '../keys/alias.ts';
import type { KeyStoreSnapshot } from '../keys/key-store.ts';
import type { KeySnapshot } from '../keys/snapshot.ts';
import type { AccountSnapshot } from '../perimeter/account.ts';
import type { AttemptsSnapshot } from '../perimeter/attempts.ts';
import type { TrailSnapshot } from '../perimeter/trail.ts';
import type { EndpointSnapshot } from '../perimeter/vpc-endpoint.ts';

/** What each kind of thing that is governed looks like now. Each has an ARN, an account and a Region. */
export type Snapshots = {
  readonly key: KeySnapshot;
  readonly alias: AliasSnapshot;
  readonly 'key-store': KeyStoreSnapshot;
  readonly trail: TrailSnapshot;
  readonly 'vpc-endpoint': EndpointSnapshot;
  readonly account: AccountSnapshot;
  readonly principal: AttemptsSnapshot;
};

/** A kind of thing that is governed. */
export type Scope = keyof Snapshots;

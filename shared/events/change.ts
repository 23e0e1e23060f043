import type { Actor } from './actor.ts';
import type { Details, Operation, Service } from './operations.ts';

/** The key a change was made to. `arn` is absent only where the record names no ARN and none follows. */
export type KeyReference = {
  readonly keyId: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
};

/** What every CloudTrail record tells, whatever its operation. */
export type Circumstances = {
  /** CloudTrail's `eventID`: one call has one, however often it is delivered. */
  readonly id: string;
  readonly service: Service;
  readonly actor: Actor;
  /** When it happened, ISO 8601 in UTC, to the second: CloudTrail gives no finer. */
  readonly at: string;
  /** The account that owns the key or received the event. */
  readonly account: string;
  readonly region: string;
  /** The key, where the operation is on one key that the record identifies. */
  readonly key?: KeyReference;
  /** The account whose copy of the record this is, where the key is another's: KMS tells both, the caller and the owner. */
  readonly copyFor?: string;
  readonly sourceIp?: string;
  readonly userAgent?: string;
};

/** One successful, mutating operation, with what its request says in `details`; or a look of the sweep. */
export type Change = { readonly [O in Operation]: ChangeOf<O> }[Operation] | Sweep;

/** No change at all: the sweep looks at a key, whatever has happened to it. Rules are told of no change then. */
export type Sweep = Omit<Circumstances, 'key'> & {
  readonly key: KeyReference;
  readonly operation: 'Sweep';
  readonly details: Readonly<Record<never, never>>;
};

/** A change by one operation, with that operation's own details. */
export type ChangeOf<O extends Operation> = Circumstances & {
  readonly operation: O;
  readonly details: Details[O];
};

/** A call that AWS refused: no change, but repeated denials are a finding. */
export type Attempt = Circumstances & {
  readonly operation: Operation;
  readonly error: { readonly code: string; readonly message?: string };
};

/** What one CloudTrail KMS record is to the guard. */
export type Decoded =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'attempt'; readonly attempt: Attempt }
  /** A KMS call that changes no key's governance: Decrypt, DescribeKey and the like. */
  | { readonly kind: 'use'; readonly eventName: string; readonly circumstances: Circumstances };

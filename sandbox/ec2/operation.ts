import type { QueryParameters } from '../wire/query-parameters.ts';
import type { Xml } from '../wire/xml.ts';
import type { Place } from './store.ts';

/** Where and when an operation runs: in the caller's account, in the Region of the call. */
export type Scene = {
  readonly account: string;
  readonly region: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  readonly place: Place;
  /** What another account has in this Region, for the security groups that rules refer to. */
  readonly placeOf: (account: string) => Place;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly newId: (kind: 'sg' | 'sgr' | 'vpce') => string;
};

export type Operation = {
  /** How CloudTrail writes it: see `cloudtrail.ts`. A call that only reads makes no record. */
  readonly record: 'plain' | 'wrapped' | 'none';
  /** The parameters it takes, lists without their numbers. */
  readonly takes: readonly string[];
  readonly run: (parameters: QueryParameters, scene: Scene) => Readonly<Record<string, Xml | undefined>>;
};

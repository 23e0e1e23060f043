import type { Json } from './input.ts';
import type { Organization } from './organization.ts';

/** What an operation finds when it runs. */
export type Scene = {
  readonly organization: Organization;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** So many small letters and digits. */
  readonly newId: (length: number) => string;
  readonly newAccountId: () => string;
};

export type Operation = {
  /** Whether CloudTrail counts it as a change; reads leave no record here. */
  readonly mutates: boolean;
  /** Throws what Organizations would answer, as an `OrganizationsError`. */
  readonly run: (input: Json, scene: Scene) => Json;
};

export const reads = (run: Operation['run']): Operation => ({ mutates: false, run });
export const changes = (run: Operation['run']): Operation => ({ mutates: true, run });

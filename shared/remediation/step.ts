import type { Rotation } from '../keys/snapshot.ts';
import type { EventSelectors } from '../perimeter/trail.ts';

/**
 * One AWS call that puts something right, with the state it may be made in. `replaces` is what was there before, for an
 * undo; where it is optional, steps that were taken before it was kept lack it.
 */
export type Step =
  /** `replaces` is the live policy the plan was made for: with any other one live, the step is not taken. */
  | {
      readonly kind: 'put-key-policy';
      readonly policy: string;
      readonly replaces: string;
      /** Given where no approved policy is known, and the policy is what may be kept of the live one. */
      readonly repair?: Repaired;
    }
  | { readonly kind: 'cancel-key-deletion' }
  | { readonly kind: 'enable-key' }
  | { readonly kind: 'disable-key' }
  | { readonly kind: 'enable-key-rotation'; readonly periodInDays: number; readonly replaces?: Rotation }
  | { readonly kind: 'revoke-grant'; readonly grantId: string }
  | {
      readonly kind: 'update-alias';
      readonly alias: string;
      readonly target: string;
      readonly replaces?: string;
    }
  | { readonly kind: 'create-alias'; readonly alias: string; readonly target: string }
  /** A tag that was not there is not in `replaces`. */
  | { readonly kind: 'tag-key'; readonly tags: Tags; readonly replaces?: Tags }
  | { readonly kind: 'untag-key'; readonly tagKeys: readonly string[]; readonly replaces?: Tags }
  | { readonly kind: 'connect-key-store'; readonly keyStoreId: string }
  | {
      readonly kind: 'put-endpoint-policy';
      readonly endpointId: string;
      readonly policy: string;
      readonly replaces: string;
    }
  | { readonly kind: 'start-logging'; readonly trail: string }
  | {
      readonly kind: 'put-event-selectors';
      readonly trail: string;
      readonly selectors: EventSelectors;
      readonly replaces?: EventSelectors;
    };

type Tags = Readonly<Record<string, string>>;

/** What a repair takes from whom, in words; `unfinished` where it might have kept more, had it gone on. */
export type Repaired = { readonly taken: readonly string[]; readonly unfinished: boolean };

/** What became of a step. */
export type StepResult =
  | { readonly step: Step; readonly outcome: 'done'; readonly at: string }
  /** It was no longer needed, or not in the state the step was planned for. */
  | { readonly step: Step; readonly outcome: 'skipped'; readonly why: string }
  | { readonly step: Step; readonly outcome: 'failed'; readonly code: string; readonly why: string };

/** What taking one step came to, where it did not throw. */
export type Taken = { readonly outcome: 'done' } | { readonly outcome: 'skipped'; readonly why: string };

/**
 * A CloudTrail trail, and which calls it logs.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html
 */
export type TrailSnapshot = {
  readonly arn: string;
  readonly account: string;
  /** Where its settings are changed. */
  readonly region: string;
  readonly name: string;
  /** False where it was stopped; absent where the trail is gone. */
  readonly logging?: boolean;
  readonly multiRegion: boolean;
  readonly selectors: EventSelectors;
  /** Other trails of the account that log every KMS call here, by name. */
  readonly others: readonly string[];
};

/** Which management events a trail logs; an advanced selector holds its fields as AWS writes them. */
export type EventSelectors =
  | { readonly kind: 'basic'; readonly selectors: readonly BasicSelector[] }
  | { readonly kind: 'advanced'; readonly selectors: readonly AdvancedSelector[] };

export type BasicSelector = {
  readonly readWrite: 'All' | 'ReadOnly' | 'WriteOnly';
  readonly management: boolean;
  readonly excludedSources: readonly string[];
  /** What the trail logs beside management events, untouched by the guardian. */
  readonly dataResources?: readonly unknown[];
};

export type AdvancedSelector = {
  readonly name?: string;
  readonly fields: readonly {
    readonly field: string;
    readonly equals?: readonly string[];
    readonly notEquals?: readonly string[];
    readonly startsWith?: readonly string[];
    readonly notStartsWith?: readonly string[];
    readonly endsWith?: readonly string[];
    readonly notEndsWith?: readonly string[];
  }[];
};

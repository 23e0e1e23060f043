/**
 * A CloudTrail trail, and which calls it logs.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html
 */
export type TrailSnapshot = {
  readonly arn: string;
  readonly account: string;
  /** Its home: the one Region where its settings are changed. */
  readonly region: string;
  readonly name: string;
  readonly state: TrailState;
  /** Absent of a trail that is gone. */
  readonly multiRegion?: boolean;
  readonly selectors: EventSelectors;
  /** The trails beside it that are logging in its home Region, and what of KMS they log. */
  readonly others: readonly OtherTrail[];
  /** Trails beside it that the guardian may not look at. They count for nothing. */
  readonly unread: readonly string[];
};

/** A new trail logs nothing until somebody starts it. */
export type TrailState = 'logging' | 'stopped' | 'never-started' | 'gone';

export type OtherTrail = { readonly name: string; readonly multiRegion: boolean; readonly kms: KmsCalls };

/** The calls of KMS that are logged. Decrypt, Encrypt and GenerateDataKey are reads. */
export type KmsCalls = { readonly reads: boolean; readonly writes: boolean };

/** Which events a trail logs: those that match one selector at least. */
export type EventSelectors =
  | { readonly kind: 'basic'; readonly selectors: readonly BasicSelector[] }
  | { readonly kind: 'advanced'; readonly selectors: readonly AdvancedSelector[] };

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html */
export type BasicSelector = {
  /** Of the data events as well. */
  readonly readWrite: 'All' | 'ReadOnly' | 'WriteOnly';
  readonly management: boolean;
  readonly excludedSources: readonly string[];
  /** What the trail logs beside management events, as AWS writes it, untouched by the guardian. */
  readonly dataResources?: readonly unknown[];
};

/**
 * An event matches where it matches every field.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html
 */
export type AdvancedSelector = {
  readonly name?: string;
  readonly fields: readonly FieldSelector[];
};

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html */
export type FieldSelector = {
  readonly field: string;
  readonly equals?: readonly string[];
  readonly notEquals?: readonly string[];
  readonly startsWith?: readonly string[];
  readonly notStartsWith?: readonly string[];
  readonly endsWith?: readonly string[];
  readonly notEndsWith?: readonly string[];
};

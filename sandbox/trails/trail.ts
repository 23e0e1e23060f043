import type { EventSelector } from './event-selectors.ts';
import type { AdvancedEventSelector } from './field-selectors.ts';

/** What a trail logs: by the one kind of selectors or the other, never both. */
export type Selectors =
  | { readonly kind: 'basic'; readonly selectors: readonly EventSelector[] }
  | { readonly kind: 'advanced'; readonly selectors: readonly AdvancedEventSelector[] };

/** The settings that CreateTrail and UpdateTrail take. */
export type TrailSettings = {
  readonly S3BucketName: string;
  readonly IncludeGlobalServiceEvents: boolean;
  readonly IsMultiRegionTrail: boolean;
  readonly LogFileValidationEnabled: boolean;
  readonly IsOrganizationTrail: boolean;
  /** Kept and shown, with no effect here. */
  readonly S3KeyPrefix?: string;
  readonly KmsKeyId?: string;
  readonly CloudWatchLogsLogGroupArn?: string;
  readonly CloudWatchLogsRoleArn?: string;
};

/** A trail, of one account, at home in one Region. Times are milliseconds since 1970. */
export type Trail = {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly homeRegion: string;
  settings: TrailSettings;
  logging: boolean;
  startedAt?: number;
  stoppedAt?: number;
  /** Absent until PutEventSelectors: the trail then logs all management events. */
  selectors?: Selectors;
};

/**
 * Whether the trail is one of those of a Region: at home there or, as a multi-Region trail, with a shadow.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-multi-region-trails.html
 */
export function showsIn(trail: Trail, region: string): boolean {
  return trail.homeRegion === region || trail.settings.IsMultiRegionTrail;
}

/** The trail as CreateTrail and UpdateTrail answer it. */
export function settingsOf({ name, arn, settings }: Trail): Readonly<Record<string, unknown>> {
  return { Name: name, ...settings, TrailARN: arn };
}

/** The trail as GetTrail and DescribeTrails answer it. */
export function descriptionOf(trail: Trail): Readonly<Record<string, unknown>> {
  return {
    ...settingsOf(trail),
    HomeRegion: trail.homeRegion,
    HasCustomEventSelectors: trail.selectors !== undefined,
    HasInsightSelectors: false,
  };
}

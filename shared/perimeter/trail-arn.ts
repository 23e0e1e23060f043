import { partitionOf } from '../events/partition.ts';

/** A trail, as its ARN names it. */
export type TrailReference = {
  readonly arn: string;
  readonly account: string;
  /** Its home Region. */
  readonly region: string;
  readonly name: string;
};

/**
 * The trail that a call names by its name or its ARN. A name is that of a trail of the caller's account, at home in the
 * Region of the call: a trail is changed in its home Region only, so that is where the record of a change comes from.
 *
 * @returns undefined for what names no trail: an event data store of CloudTrail Lake, say
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StopLogging.html
 */
export function trailNamed(
  given: string,
  { account, region }: Pick<TrailReference, 'account' | 'region'>,
): TrailReference | undefined {
  if (given.startsWith('arn:')) return parseTrailArn(given);
  return parseTrailArn(`arn:${partitionOf(region)}:cloudtrail:${region}:${account}:trail/${given}`);
}

/** Takes the ARN of a trail apart; undefined where it is the ARN of something else. */
export function parseTrailArn(arn: string): TrailReference | undefined {
  const [, region, account, name] =
    /^arn:[^:]+:cloudtrail:([^:]+):(\d{12}):trail\/([\w.-]+)$/.exec(arn) ?? [];
  return region && account && name ? { arn, region, account, name } : undefined;
}

import type {
  DescribeTrailsRequest,
  DescribeTrailsResponse,
  GetEventSelectorsRequest,
  GetEventSelectorsResponse,
  GetTrailStatusRequest,
  GetTrailStatusResponse,
  Trail,
} from '@aws-sdk/client-cloudtrail';
import type { Change } from '../events/change.ts';
import { readSelectors } from './event-selectors.ts';
import { kmsCallsLogged } from './logs-kms.ts';
import type { EventSelectors, OtherTrail, TrailSnapshot, TrailState } from './trail.ts';
import type { TrailReference } from './trail-arn.ts';

/** What of CloudTrail is read. */
export type TrailReader = {
  describeTrails(request: DescribeTrailsRequest): Promise<DescribeTrailsResponse>;
  getTrailStatus(request: GetTrailStatusRequest): Promise<GetTrailStatusResponse>;
  getEventSelectors(request: GetEventSelectorsRequest): Promise<GetEventSelectorsResponse>;
};

/**
 * Reads what a trail looks like now, and the trails beside it, those of the organization and of other Regions among them:
 * two waits on AWS, because the others are known by their names only after the first. A trail that is gone is a snapshot,
 * too: who deletes a trail must not escape the rules by it.
 *
 * CloudTrail Lake's event data stores are no trails: EventBridge needs a trail for its events, and so does the guardian.
 *
 * @throws CloudTrail's own errors, where this trail cannot be read
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
 */
export async function readTrail(
  cloudTrail: TrailReader,
  trail: TrailReference,
  change?: Change,
): Promise<TrailSnapshot> {
  const [{ trailList = [] }, own] = await Promise.all([
    cloudTrail.describeTrails({ includeShadowTrails: true }),
    readOwn(cloudTrail, trail.arn),
  ]);
  const beside = await Promise.all(
    trailList.filter(({ TrailARN }) => TrailARN !== trail.arn).map((each) => readOther(cloudTrail, each)),
  );
  const multiRegion = trailList.find(({ TrailARN }) => TrailARN === trail.arn)?.IsMultiRegionTrail;
  const { arn, account, region, name } = trail;
  return {
    arn,
    account,
    region,
    name,
    state: own === undefined ? 'gone' : stateOf(own.status, change),
    ...(multiRegion === undefined ? {} : { multiRegion }),
    selectors: own?.selectors ?? { kind: 'basic', selectors: [] },
    others: beside.flatMap((each) => (each.kind === 'logging' ? [each.trail] : [])),
    unread: beside.flatMap((each) => (each.kind === 'unread' ? [each.name] : [])),
  };
}

/**
 * What a trail does. CloudTrail's answers may be older than its last change: one that says the trail has been logging
 * since before somebody stopped or deleted it does not know of that yet, and the event is believed.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-data-consistency.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
 */
export function stateOf(status: GetTrailStatusResponse, change?: Change): TrailState {
  const { IsLogging, StartLoggingTime: started, StopLoggingTime: stopped } = status;
  if (IsLogging !== true) return started === undefined && stopped === undefined ? 'never-started' : 'stopped';
  const outdated = change !== undefined && started !== undefined && started.getTime() < Date.parse(change.at);
  if (outdated && change.operation === 'StopLogging') return 'stopped';
  return outdated && change.operation === 'DeleteTrail' ? 'gone' : 'logging';
}

type Own = { readonly status: GetTrailStatusResponse; readonly selectors: EventSelectors };

/** By its ARN: that is how a trail of an organization is named to its member accounts, and a trail of another Region. */
async function readOwn(cloudTrail: TrailReader, arn: string): Promise<Own | undefined> {
  try {
    const [status, selectors] = await Promise.all([
      cloudTrail.getTrailStatus({ Name: arn }),
      cloudTrail.getEventSelectors({ TrailName: arn }),
    ]);
    return { status, selectors: readSelectors({ ...selectors }) };
  } catch (error) {
    if (error instanceof Error && error.name === 'TrailNotFoundException') return undefined;
    throw error;
  }
}

type Other =
  | { readonly kind: 'logging'; readonly trail: OtherTrail }
  | { readonly kind: 'idle' }
  | { readonly kind: 'unread'; readonly name: string };

/** Another trail: one that cannot be looked at counts for nothing, and is named. */
async function readOther(cloudTrail: TrailReader, trail: Trail): Promise<Other> {
  const { TrailARN: arn = '', Name: name = arn, IsMultiRegionTrail: multiRegion = false } = trail;
  try {
    const own = await readOwn(cloudTrail, arn);
    if (own === undefined) return { kind: 'unread', name };
    if (own.status.IsLogging !== true) return { kind: 'idle' };
    return { kind: 'logging', trail: { name, multiRegion, kms: kmsCallsLogged(own.selectors) } };
  } catch (error) {
    if (error instanceof Error && isRefusal(error)) return { kind: 'unread', name };
    throw error;
  }
}

/** What a member account may be answered about a trail of its organization. Being throttled is no refusal. */
const isRefusal = ({ name }: Error): boolean =>
  /^(?:AccessDenied(?:Exception)?|UnsupportedOperationException|OperationNotPermittedException|NotOrganizationMasterAccountException|NoManagementAccountSLRExistsException|InsufficientDependencyServiceAccessPermissionException)$/.test(
    name,
  );

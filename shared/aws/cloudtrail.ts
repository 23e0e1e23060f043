import type {
  DescribeTrailsRequest,
  DescribeTrailsResponse,
  GetEventSelectorsRequest,
  GetEventSelectorsResponse,
  GetTrailStatusRequest,
  GetTrailStatusResponse,
  PutEventSelectorsRequest,
  StartLoggingRequest,
} from '@aws-sdk/client-cloudtrail';
import { type Credentials, environmentCredentials } from './credentials.ts';
import { perRegion } from './per-region.ts';
import { type Environment, settingsFor } from './settings.ts';

/** What is asked of CloudTrail. */
export type CloudTrail = {
  describeTrails(request: DescribeTrailsRequest): Promise<DescribeTrailsResponse>;
  getTrailStatus(request: GetTrailStatusRequest): Promise<GetTrailStatusResponse>;
  getEventSelectors(request: GetEventSelectorsRequest): Promise<GetEventSelectorsResponse>;
  startLogging(request: StartLoggingRequest): Promise<unknown>;
  putEventSelectors(request: PutEventSelectorsRequest): Promise<unknown>;
};

/**
 * CloudTrail in the home Region of each trail, one client a Region: loaded when it is first asked for, because most of
 * what the function is called for is about no trail.
 */
export function createCloudTrail(
  environment: Environment,
  credentials: Credentials = environmentCredentials(environment),
): (region: string) => Promise<CloudTrail> {
  return perRegion((region) =>
    import('./cloudtrail-calls.ts').then(({ cloudTrailCalls }) =>
      cloudTrailCalls({ ...settingsFor(environment)('CLOUDTRAIL'), region, credentials }),
    ),
  );
}

import type {
  DescribeSecurityGroupsRequest,
  DescribeSecurityGroupsResult,
  DescribeVpcEndpointsRequest,
  DescribeVpcEndpointsResult,
  ModifyVpcEndpointRequest,
} from '@aws-sdk/client-ec2';
import { type Credentials, environmentCredentials } from './credentials.ts';
import { perRegion } from './per-region.ts';
import { type Environment, settingsFor } from './settings.ts';

/** What is asked of EC2. */
export type Ec2 = {
  describeVpcEndpoints(request: DescribeVpcEndpointsRequest): Promise<DescribeVpcEndpointsResult>;
  describeSecurityGroups(request: DescribeSecurityGroupsRequest): Promise<DescribeSecurityGroupsResult>;
  modifyVpcEndpoint(request: ModifyVpcEndpointRequest): Promise<unknown>;
};

/**
 * EC2 in each Region, one client a Region. EC2 is the largest service of the SDK: it is loaded when it is first asked
 * for, and of it only the calls above.
 */
export function createEc2(
  environment: Environment,
  credentials: Credentials = environmentCredentials(environment),
): (region: string) => Promise<Ec2> {
  return perRegion((region) =>
    import('./ec2-calls.ts').then(({ ec2Calls }) =>
      ec2Calls({ ...settingsFor(environment)('EC2'), region, credentials }),
    ),
  );
}

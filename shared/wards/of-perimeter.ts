import type { Clients } from '../aws/clients.ts';
import { createCloudTrail } from '../aws/cloudtrail.ts';
import { createEc2 } from '../aws/ec2.ts';
import { createOrganizations } from '../aws/organizations.ts';
import type { Environment } from '../aws/settings.ts';
import type { Standard } from '../standard/standard.ts';
import { accountWard } from './account.ts';
import { trailWard } from './trail.ts';
import { vpcEndpointWard } from './vpc-endpoint.ts';
import type { Ward } from './ward.ts';

/** What surrounds the keys: trails, VPC endpoints, service control policies. */
export const perimeterWards = (
  _clients: Clients,
  environment: Environment,
  standard: Standard,
): readonly Ward[] => [
  trailWard(createCloudTrail(environment)),
  vpcEndpointWard(createEc2(environment)),
  accountWard(createOrganizations(environment), standard),
];

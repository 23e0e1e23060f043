import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
  OrganizationsClient,
  type OrganizationsClientConfig,
} from '@aws-sdk/client-organizations';
import type { Organizations } from './organizations.ts';

/** The calls, by a client of these settings. */
export function organizationsCalls(config: OrganizationsClientConfig): Organizations {
  const client = new OrganizationsClient(config);
  return {
    describeOrganization: () => client.send(new DescribeOrganizationCommand({})),
    describePolicy: (request) => client.send(new DescribePolicyCommand(request)),
    listParents: (request) => client.send(new ListParentsCommand(request)),
    listPoliciesForTarget: (request) => client.send(new ListPoliciesForTargetCommand(request)),
  };
}

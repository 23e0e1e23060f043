import type {
  DescribeOrganizationResponse,
  DescribePolicyRequest,
  DescribePolicyResponse,
  ListParentsRequest,
  ListParentsResponse,
  ListPoliciesForTargetRequest,
  ListPoliciesForTargetResponse,
} from '@aws-sdk/client-organizations';
import { type Credentials, environmentCredentials } from './credentials.ts';
import { perRegion } from './per-region.ts';
import { type Environment, settingsFor } from './settings.ts';

/** What is asked of Organizations. */
export type Organizations = {
  describeOrganization(): Promise<DescribeOrganizationResponse>;
  describePolicy(request: DescribePolicyRequest): Promise<DescribePolicyResponse>;
  listParents(request: ListParentsRequest): Promise<ListParentsResponse>;
  listPoliciesForTarget(request: ListPoliciesForTargetRequest): Promise<ListPoliciesForTargetResponse>;
};

/**
 * Organizations, which is in one Region of each partition: loaded when it is first asked for, because most of what the
 * function is called for is about something else.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/ao.html
 */
export function createOrganizations(
  environment: Environment,
  credentials: Credentials = environmentCredentials(environment),
): (region: string) => Promise<Organizations> {
  return perRegion((region) =>
    import('./organizations-calls.ts').then(({ organizationsCalls }) =>
      organizationsCalls({ ...settingsFor(environment)('ORGANIZATIONS'), region, credentials }),
    ),
  );
}

import type {
  DescribeOrganizationResponse,
  DescribePolicyRequest,
  DescribePolicyResponse,
  ListParentsRequest,
  ListParentsResponse,
  ListPoliciesForTargetRequest,
  ListPoliciesForTargetResponse,
} from '@aws-sdk/client-organizations';
import type { AccountSnapshot, ControlPolicy, PolicyLevel } from './account.ts';

/** What of Organizations is read. */
export type OrganizationsReader = {
  describeOrganization(): Promise<DescribeOrganizationResponse>;
  describePolicy(request: DescribePolicyRequest): Promise<DescribePolicyResponse>;
  listParents(request: ListParentsRequest): Promise<ListParentsResponse>;
  listPoliciesForTarget(request: ListPoliciesForTargetRequest): Promise<ListPoliciesForTargetResponse>;
};

/** Organizations answered without a part that it always gives: the account cannot be judged. */
export class IncompleteOrganization extends Error {
  readonly code = 'INCOMPLETE_ORGANIZATION';
  constructor(of: string, part: string) {
    super(`Organizations told no ${part} of ${of}. The event will be tried again.`);
    this.name = 'IncompleteOrganization';
  }
}

/**
 * Reads which service control policies are over an account.
 *
 * @throws Organizations' own errors, among them `AccessDeniedException` where the caller is neither the management
 *   account nor a delegated administrator.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPoliciesForTarget.html
 */
export async function readAccount(
  organizations: OrganizationsReader,
  { arn, account, region }: Pick<AccountSnapshot, 'arn' | 'account' | 'region'>,
): Promise<AccountSnapshot> {
  const [{ Organization }, path] = await Promise.all([
    organizations.describeOrganization(),
    pathTo(account, organizations),
  ]);
  const managedBy = Organization?.MasterAccountId;
  if (managedBy === undefined) throw new IncompleteOrganization('itself', 'management account');
  // A policy is often attached at several levels.
  const known = new Map<string, Promise<ControlPolicy>>();
  const policy = (id: string) => {
    const found = known.get(id) ?? readPolicy(id, organizations);
    known.set(id, found);
    return found;
  };
  const levels = path.map(async (target): Promise<PolicyLevel> => {
    const ids = await attachedTo(target, organizations);
    return { target, policies: await Promise.all(ids.map(policy)) };
  });
  return { arn, account, region, levels: await Promise.all(levels), management: managedBy === account };
}

/** From the root down to the account; nothing where the account is not in the organization. */
async function pathTo(account: string, organizations: OrganizationsReader): Promise<readonly string[]> {
  const path = [account];
  for (;;) {
    const [child = account] = path;
    const parent = await parentOf(child, organizations);
    if (parent === undefined) return [];
    path.unshift(parent);
    if (parent.startsWith('r-')) return path;
  }
}

async function parentOf(ChildId: string, organizations: OrganizationsReader): Promise<string | undefined> {
  try {
    const { Parents: [parent] = [] } = await organizations.listParents({ ChildId });
    if (parent?.Id === undefined) throw new IncompleteOrganization(ChildId, 'parent');
    return parent.Id;
  } catch (error) {
    if (error instanceof Error && error.name === 'ChildNotFoundException') return undefined;
    throw error;
  }
}

async function attachedTo(target: string, organizations: OrganizationsReader): Promise<readonly string[]> {
  const ids: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await organizations.listPoliciesForTarget({
      TargetId: target,
      Filter: 'SERVICE_CONTROL_POLICY',
      ...(NextToken && { NextToken }),
    });
    ids.push(...(page.Policies ?? []).flatMap(({ Id }) => Id ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return ids;
}

async function readPolicy(id: string, organizations: OrganizationsReader): Promise<ControlPolicy> {
  const { Policy } = await organizations.describePolicy({ PolicyId: id });
  if (Policy?.Content === undefined) throw new IncompleteOrganization(id, 'content');
  return { id, name: Policy.PolicySummary?.Name ?? id, text: Policy.Content };
}

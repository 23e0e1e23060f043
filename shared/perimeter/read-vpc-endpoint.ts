import type {
  DescribeSecurityGroupsRequest,
  DescribeSecurityGroupsResult,
  DescribeVpcEndpointsRequest,
  DescribeVpcEndpointsResult,
  SecurityGroup as Ec2Group,
  IpPermission,
  VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { partitionOf } from '../events/partition.ts';
import type { EndpointSnapshot, Ingress, SecurityGroup } from './vpc-endpoint.ts';

/** What of EC2 is read. */
export type Ec2Reader = {
  describeVpcEndpoints(request: DescribeVpcEndpointsRequest): Promise<DescribeVpcEndpointsResult>;
  describeSecurityGroups(request: DescribeSecurityGroupsRequest): Promise<DescribeSecurityGroupsResult>;
};

/** One endpoint of KMS, as others point to it. */
export type EndpointReference = {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
};

/** EC2 answered without a part that it always gives: the endpoint cannot be judged. */
export class IncompleteEndpoint extends Error {
  readonly code = 'INCOMPLETE_ENDPOINT';
  constructor(id: string, part: string) {
    super(`EC2 told no ${part} of ${id}. Nothing was changed; the event will be tried again.`);
    this.name = 'IncompleteEndpoint';
  }
}

/**
 * What KMS is called as a service of VPC endpoints, in China, too.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/vpce-create-endpoint.html
 */
export const kmsServices = (region: string): readonly string[] => [
  `com.amazonaws.${region}.kms`,
  `com.amazonaws.${region}.kms-fips`,
];

/**
 * The KMS endpoints of a Region: the one of this ID, those that have this security group, or all. EC2 has no filter by
 * group, so whoever looks for the endpoints of one has to read them all.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html
 */
export async function findEndpoints(
  ec2: Ec2Reader,
  { account, region }: { readonly account: string; readonly region: string },
  { id, groupId }: { readonly id?: string | undefined; readonly groupId?: string | undefined },
): Promise<readonly EndpointReference[]> {
  const filters = [
    { Name: 'service-name', Values: [...kmsServices(region)] },
    ...(id === undefined ? [] : [{ Name: 'vpc-endpoint-id', Values: [id] }]),
  ];
  const found: VpcEndpoint[] = [];
  let NextToken: string | undefined;
  do {
    const page = await ec2.describeVpcEndpoints({ Filters: filters, ...(NextToken && { NextToken }) });
    found.push(...(page.VpcEndpoints ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return found
    .filter(({ State }) => !/^delet/i.test(State ?? ''))
    .filter(({ Groups = [] }) => groupId === undefined || Groups.some((group) => group.GroupId === groupId))
    .flatMap(({ VpcEndpointId, OwnerId = account }) => {
      if (VpcEndpointId === undefined) return [];
      return [{ arn: endpointArn(VpcEndpointId, OwnerId, region), account: OwnerId, region }];
    });
}

function endpointArn(id: string, account: string, region: string): string {
  return `arn:${partitionOf(region)}:ec2:${region}:${account}:vpc-endpoint/${id}`;
}

/** The endpoint that an ARN names: `vpce-...`. */
export const endpointId = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/**
 * Reads what an endpoint looks like now, and whom its security groups admit.
 *
 * @throws EC2's own errors, among them `InvalidVpcEndpointId.NotFound` for an endpoint that is gone.
 */
export async function readEndpoint(
  ec2: Ec2Reader,
  { arn, account, region }: EndpointReference,
): Promise<EndpointSnapshot> {
  const id = endpointId(arn);
  const { VpcEndpoints: [endpoint] = [] } = await ec2.describeVpcEndpoints({ VpcEndpointIds: [id] });
  if (endpoint?.ServiceName === undefined) throw new IncompleteEndpoint(id, 'service');
  if (endpoint.PolicyDocument === undefined) throw new IncompleteEndpoint(id, 'policy');
  const groupIds = (endpoint.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []);
  if (groupIds.length === 0) throw new IncompleteEndpoint(id, 'security group');
  const { SecurityGroups: groups = [] } = await ec2.describeSecurityGroups({ GroupIds: groupIds });
  const untold = groupIds.find((groupId) => !groups.some(({ GroupId }) => GroupId === groupId));
  if (untold !== undefined) throw new IncompleteEndpoint(id, `rules in the security group ${untold}`);
  return {
    arn,
    account,
    region,
    id,
    vpc: endpoint.VpcId ?? '',
    service: endpoint.ServiceName,
    policy: endpoint.PolicyDocument,
    securityGroups: groups.map((group) => groupOf(group, account)),
  };
}

function groupOf(
  { GroupId = '', GroupName = '', IpPermissions = [] }: Ec2Group,
  account: string,
): SecurityGroup {
  return {
    id: GroupId,
    name: GroupName,
    ingress: IpPermissions.flatMap((permission) => ingressOf(permission, account)),
  };
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
function ingressOf(permission: IpPermission, account: string): readonly Ingress[] {
  const { IpProtocol: protocol = '-1', FromPort: from = -1, ToPort: to = -1 } = permission;
  const ports = from < 0 || to < 0 ? {} : { ports: { from, to } };
  const admit = (
    source: string | undefined,
    more: Pick<Ingress, 'sourceAccount'> = {},
  ): readonly Ingress[] => (source === undefined ? [] : [{ source, ...more, protocol, ...ports }]);
  return [
    ...(permission.IpRanges ?? []).flatMap(({ CidrIp }) => admit(CidrIp)),
    ...(permission.Ipv6Ranges ?? []).flatMap(({ CidrIpv6 }) => admit(CidrIpv6)),
    ...(permission.PrefixListIds ?? []).flatMap(({ PrefixListId }) => admit(PrefixListId)),
    ...(permission.UserIdGroupPairs ?? []).flatMap(({ GroupId, UserId }) =>
      admit(GroupId, UserId === undefined || UserId === account ? {} : { sourceAccount: UserId }),
    ),
  ];
}

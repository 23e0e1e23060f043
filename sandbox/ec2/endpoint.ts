import type { Xml } from '../wire/xml.ts';
import type { SecurityGroup } from './group.ts';
import { type Tags, tagSet } from './tags.ts';

/** An interface endpoint: the only type of VPC endpoint that the sandbox has. */
export type VpcEndpoint = {
  readonly id: string;
  readonly vpcId: string;
  readonly serviceName: string;
  /** The endpoint policy as it was given. */
  readonly policy: string;
  readonly groupIds: readonly string[];
  readonly subnetIds: readonly string[];
  readonly privateDns: boolean;
  readonly owner: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly tags: Tags;
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html */
export function endpointXml(
  endpoint: VpcEndpoint,
  groups: ReadonlyMap<string, SecurityGroup>,
  state: 'pending' | 'available' = 'available',
): Xml {
  return {
    vpcEndpointId: endpoint.id,
    vpcEndpointType: 'Interface',
    vpcId: endpoint.vpcId,
    serviceName: endpoint.serviceName,
    serviceRegion: endpoint.region,
    state,
    policyDocument: endpoint.policy,
    routeTableIdSet: [],
    subnetIdSet: endpoint.subnetIds,
    groupSet: endpoint.groupIds.map((groupId) => ({ groupId, groupName: groups.get(groupId)?.name ?? '' })),
    ipAddressType: 'ipv4',
    privateDnsEnabled: endpoint.privateDns,
    requesterManaged: false,
    networkInterfaceIdSet: [],
    dnsEntrySet: [],
    creationTimestamp: new Date(endpoint.createdAt).toISOString(),
    tagSet: tagSet(endpoint.tags),
    ownerId: endpoint.owner,
  };
}

import type { QueryParameters } from '../../wire/query-parameters.ts';
import type { VpcEndpoint } from '../endpoint.ts';
import { endpointXml } from '../endpoint.ts';
import { acceptEndpointPolicy, defaultEndpointPolicy } from '../endpoint-policy.ts';
import { missing, refused } from '../errors.ts';
import { flag, listed, required, wellFormed } from '../input.ts';
import { defaultGroup } from '../new-group.ts';
import type { Operation, Scene } from '../operation.ts';
import { tagsIn } from '../tags.ts';

const invalid = (message: string) => refused('InvalidParameter', message);

/** The operations that change VPC endpoints. */
export const endpointOperations: Readonly<Record<string, Operation>> = {
  /**
   * Every well-formed ID of a VPC or subnet is taken to be one of the caller's.
   *
   * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
   */
  CreateVpcEndpoint: {
    record: 'wrapped',
    takes: [
      'ClientToken',
      'PolicyDocument',
      'PrivateDnsEnabled',
      'SecurityGroupId',
      'ServiceName',
      'SubnetId',
      'TagSpecification',
      'VpcEndpointType',
      'VpcId',
    ],
    run(parameters, scene) {
      const vpcId = wellFormed('vpc', required(parameters, 'VpcId'));
      const type = parameters.get('VpcEndpointType') ?? 'Gateway';
      const serviceName = serviceIn(parameters, scene);
      if (type !== 'Interface')
        throw invalid(`Endpoint type (${type}) does not match available service types ([Interface]).`);
      const policy = parameters.get('PolicyDocument');
      const given = listed(parameters, 'SecurityGroupId');
      const endpoint: VpcEndpoint = {
        id: scene.newId('vpce'),
        vpcId,
        serviceName,
        policy: policy === undefined ? defaultEndpointPolicy : acceptEndpointPolicy(policy, scene.account),
        groupIds: unique(given.length > 0 ? groupsOf(vpcId, given, scene) : [defaultGroup(vpcId, scene).id]),
        subnetIds: unique(listed(parameters, 'SubnetId').map((id) => wellFormed('subnet', id))),
        privateDns: flag(parameters, 'PrivateDnsEnabled') ?? true,
        owner: scene.account,
        region: scene.region,
        createdAt: scene.now,
        tags: tagsIn(parameters, 'vpc-endpoint'),
      };
      checkPrivateDns(endpoint, scene);
      scene.place.endpoints.set(endpoint.id, endpoint);
      return {
        vpcEndpoint: endpointXml(endpoint, scene.place.groups, 'pending'),
        clientToken: parameters.get('ClientToken'),
      };
    },
  },

  /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html */
  ModifyVpcEndpoint: {
    record: 'wrapped',
    takes: [
      'AddSecurityGroupId',
      'PolicyDocument',
      'PrivateDnsEnabled',
      'RemoveSecurityGroupId',
      'ResetPolicy',
      'VpcEndpointId',
    ],
    run(parameters, scene) {
      const endpoint = scene.place.endpoint(required(parameters, 'VpcEndpointId'));
      const changed = {
        ...endpoint,
        policy: policyAfter(endpoint, parameters, scene),
        groupIds: groupsAfter(endpoint, parameters, scene),
        privateDns: flag(parameters, 'PrivateDnsEnabled') ?? endpoint.privateDns,
      };
      checkPrivateDns(changed, scene);
      scene.place.endpoints.set(changed.id, changed);
      return { return: true };
    },
  },

  /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpoints.html */
  DeleteVpcEndpoints: {
    record: 'wrapped',
    takes: ['VpcEndpointId'],
    run(parameters, { place }) {
      const ids = listed(parameters, 'VpcEndpointId').map((id) => wellFormed('vpce', id));
      if (ids.length === 0) throw missing('VpcEndpointId');
      const unknown = ids.filter((id) => !place.endpoints.delete(id));
      return {
        unsuccessful: unknown.map((resourceId) => ({
          resourceId,
          error: {
            code: 'InvalidVpcEndpoint.NotFound',
            message: `The Vpc Endpoint Id '${resourceId}' does not exist`,
          },
        })),
      };
    },
  },
};

/** The service's name, which says its Region: `com.amazonaws.us-east-1.kms`. */
function serviceIn(parameters: QueryParameters, { region }: Scene): string {
  const name = required(parameters, 'ServiceName');
  const [, , , service] =
    new RegExp(`^(cn\\.)?(com\\.amazonaws|aws\\.[\\w-]+)\\.(${region})\\.([\\w.-]+)$`).exec(name) ?? [];
  if (service !== undefined) return name;
  throw refused('InvalidServiceName', `The Vpc Endpoint Service '${name}' does not exist`);
}

/** One VPC can have the public DNS name of a service lead to one endpoint only. */
function checkPrivateDns(
  { id, vpcId, serviceName, privateDns, region }: VpcEndpoint,
  { place }: Scene,
): void {
  const taken = [...place.endpoints.values()].some(
    (other) =>
      other.id !== id && other.vpcId === vpcId && other.serviceName === serviceName && other.privateDns,
  );
  if (!privateDns || !taken) return;
  const domain = `${serviceName.split('.').at(-1)}.${region}.amazonaws.com`;
  throw invalid(
    `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${domain} in the VPC ${vpcId}`,
  );
}

function policyAfter(endpoint: VpcEndpoint, parameters: QueryParameters, { account }: Scene): string {
  const policy = parameters.get('PolicyDocument');
  const reset = flag(parameters, 'ResetPolicy') ?? false;
  if (policy !== undefined && reset)
    throw refused('InvalidParameterCombination', 'Give either a PolicyDocument or ResetPolicy, not both.');
  if (reset) return defaultEndpointPolicy;
  return policy === undefined ? endpoint.policy : acceptEndpointPolicy(policy, account);
}

function groupsAfter(endpoint: VpcEndpoint, parameters: QueryParameters, scene: Scene): readonly string[] {
  const added = groupsOf(endpoint.vpcId, listed(parameters, 'AddSecurityGroupId'), scene);
  const removed = listed(parameters, 'RemoveSecurityGroupId').map((id) => scene.place.group(id).id);
  const stranger = removed.find((id) => !endpoint.groupIds.includes(id));
  if (stranger !== undefined)
    throw invalid(`Security group ${stranger} is not associated with ${endpoint.id}`);
  const groupIds = unique([...endpoint.groupIds, ...added]).filter((id) => !removed.includes(id));
  if (groupIds.length === 0)
    throw invalid(`The endpoint ${endpoint.id} must have at least one security group`);
  return groupIds;
}

function groupsOf(vpcId: string, ids: readonly string[], { place }: Scene): readonly string[] {
  for (const id of ids)
    if (place.group(id).vpcId !== vpcId)
      throw invalid(`Security group ${id} does not belong to the VPC ${vpcId}`);
  return ids;
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}

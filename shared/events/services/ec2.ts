import { optional, recordAt, textAt } from '../json.ts';

type Json = Readonly<Record<string, unknown>>;

const endpoint = (request: Json, name: string) =>
  optional('endpointId', textAt(recordAt(request, name), 'VpcEndpointId'));

const group = (request: Json) => optional('groupId', textAt(request, 'groupId'));

/** The EC2 operations that change which way calls take to KMS, and who may take it. */
export const ec2Readers = {
  CreateVpcEndpoint: (_: Json, response: Json) =>
    optional(
      'endpointId',
      textAt(recordAt(recordAt(response, 'CreateVpcEndpointResponse'), 'vpcEndpoint'), 'vpcEndpointId'),
    ),
  ModifyVpcEndpoint: (request: Json) => endpoint(request, 'ModifyVpcEndpointRequest'),
  AuthorizeSecurityGroupIngress: group,
  ModifySecurityGroupRules: (request: Json) =>
    optional('groupId', textAt(recordAt(request, 'ModifySecurityGroupRulesRequest'), 'GroupId')),
};

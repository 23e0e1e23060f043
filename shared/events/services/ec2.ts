import { isRecord, optional, recordAt, textAt } from '../json.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * EC2 writes its newer operations under the name of the request, in the spelling of the API, and its older ones bare.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitor-with-cloudtrail.html
 */
const wrapped = (record: Json, name: string) => recordAt(record, name);

/** The group of an older operation, which the request may name by its name alone; the answer then has its ID. */
function groupOf(request: Json, response: Json): string | undefined {
  const { items } = recordAt(response, 'securityGroupRuleSet');
  const rules = Array.isArray(items) ? items.filter(isRecord) : [];
  const answered = rules.map((rule) => textAt(rule, 'groupId')).find((id) => id !== undefined);
  return textAt(request, 'groupId') ?? answered;
}

/** The EC2 operations that change which way calls take to KMS, and who may take it. */
export const ec2Readers = {
  CreateVpcEndpoint: (request: Json, response: Json) => {
    const asked = wrapped(request, 'CreateVpcEndpointRequest');
    const made = recordAt(wrapped(response, 'CreateVpcEndpointResponse'), 'vpcEndpoint');
    return {
      ...optional('endpointId', textAt(made, 'vpcEndpointId')),
      ...optional('service', textAt(made, 'serviceName') ?? textAt(asked, 'ServiceName')),
      // Where the call gives no policy, the answer has the one that EC2 gave it.
      ...optional('policy', textAt(asked, 'PolicyDocument') ?? textAt(made, 'policyDocument')),
    };
  },
  ModifyVpcEndpoint: (request: Json) => {
    const asked = wrapped(request, 'ModifyVpcEndpointRequest');
    return {
      ...optional('endpointId', textAt(asked, 'VpcEndpointId')),
      ...optional('policy', textAt(asked, 'PolicyDocument')),
      /** Back to the default policy, which lets everybody through. */
      resetPolicy: asked.ResetPolicy === true || asked.ResetPolicy === 'true',
    };
  },
  AuthorizeSecurityGroupIngress: (request: Json, response: Json) =>
    optional('groupId', groupOf(request, response)),
  ModifySecurityGroupRules: (request: Json) =>
    optional('groupId', textAt(wrapped(request, 'ModifySecurityGroupRulesRequest'), 'GroupId')),
};

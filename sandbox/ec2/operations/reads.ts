import type { QueryParameters } from '../../wire/query-parameters.ts';
import { endpointXml, type VpcEndpoint } from '../endpoint.ts';
import { refused } from '../errors.ts';
import { type Filterable, filtered } from '../filter.ts';
import { groupXml, type SecurityGroup } from '../group.ts';
import { listed, wellFormed } from '../input.ts';
import type { Operation } from '../operation.ts';
import { page } from '../paging.ts';
import { type Rule, ruleXml } from '../rule.ts';

const paged = ['Filter', 'MaxResults', 'NextToken'];

/** The operations that only read. */
export const readOperations: Readonly<Record<string, Operation>> = {
  /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html */
  DescribeVpcEndpoints: {
    record: 'none',
    takes: ['VpcEndpointId', ...paged],
    run(parameters, { place }) {
      const all = chosen(parameters, 'VpcEndpointId', place.endpoints, (id) => place.endpoint(id));
      const { items, nextToken } = page(filtered(all, parameters, endpointFilters), parameters, 1);
      return { vpcEndpointSet: items.map((endpoint) => endpointXml(endpoint, place.groups)), nextToken };
    },
  },

  /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html */
  DescribeSecurityGroups: {
    record: 'none',
    takes: ['GroupId', ...paged],
    run(parameters, { place }) {
      const all = chosen(parameters, 'GroupId', place.groups, (id) => place.group(id));
      const { items, nextToken } = page(filtered(all, parameters, groupFilters), parameters, 5);
      return { securityGroupInfo: items.map(groupXml), nextToken };
    },
  },

  /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupRules.html */
  DescribeSecurityGroupRules: {
    record: 'none',
    takes: ['SecurityGroupRuleId', ...paged],
    run(parameters, { place }) {
      const held = new Map<string, HeldRule>();
      for (const group of place.groups.values())
        for (const rule of group.rules) held.set(rule.id, { rule, group });
      const all = chosen(parameters, 'SecurityGroupRuleId', held, (id) => {
        const found = held.get(wellFormed('sgr', id));
        if (found) return found;
        throw refused(
          'InvalidSecurityGroupRuleId.NotFound',
          `The security group rule ID '${id}' does not exist`,
        );
      });
      const { items, nextToken } = page(filtered(all, parameters, ruleFilters), parameters, 5);
      return { securityGroupRuleSet: items.map(({ rule, group }) => ruleXml(rule, group)), nextToken };
    },
  },
};

/** A rule with the group it is in. Rules of the sandbox have no tags. */
type HeldRule = { readonly rule: Rule; readonly group: SecurityGroup; readonly tags?: never };

/** Those that the call names, or all. */
function chosen<T>(
  parameters: QueryParameters,
  list: string,
  all: ReadonlyMap<string, T>,
  find: (id: string) => T,
): readonly T[] {
  const ids = listed(parameters, list);
  return ids.length > 0 ? [...new Set(ids)].map(find) : [...all.values()];
}

/** EC2 has no filter by security group: whoever looks for the endpoints of one has to read them all. */
const endpointFilters: Filterable<VpcEndpoint> = {
  'ip-address-type': () => ['ipv4'],
  'service-name': ({ serviceName }) => [serviceName],
  'service-region': ({ region }) => [region],
  'vpc-endpoint-id': ({ id }) => [id],
  'vpc-endpoint-state': () => ['available'],
  'vpc-endpoint-type': () => ['Interface'],
  'vpc-id': ({ vpcId }) => [vpcId],
};

const groupFilters: Filterable<SecurityGroup> = {
  description: ({ description }) => [description],
  'group-id': ({ id }) => [id],
  'group-name': ({ name }) => [name],
  'owner-id': ({ owner }) => [owner],
  'vpc-id': ({ vpcId }) => [vpcId],
  ...permissionFilters('ip-permission.', false),
  ...permissionFilters('egress.ip-permission.', true),
};

const ruleFilters: Filterable<HeldRule> = {
  'group-id': ({ group }) => [group.id],
  'security-group-rule-id': ({ rule }) => [rule.id],
};

function permissionFilters(prefix: string, egress: boolean): Filterable<SecurityGroup> {
  const of = (value: (rule: Rule) => string | number | undefined) => (group: SecurityGroup) =>
    group.rules
      .filter((rule) => rule.egress === egress)
      .map(value)
      .filter((each) => each !== undefined)
      .map(String);
  const peer = (kind: Rule['source']['kind']) =>
    of(({ source }) => (source.kind === kind ? source.peer : undefined));
  return {
    [`${prefix}cidr`]: peer('cidrIpv4'),
    [`${prefix}from-port`]: of(({ fromPort }) => fromPort),
    [`${prefix}group-id`]: peer('group'),
    [`${prefix}ipv6-cidr`]: peer('cidrIpv6'),
    [`${prefix}prefix-list-id`]: peer('prefixListId'),
    [`${prefix}protocol`]: of(({ protocol }) => protocol),
    [`${prefix}to-port`]: of(({ toPort }) => toPort),
    [`${prefix}user-id`]: of(({ source }) => (source.kind === 'group' ? source.account : undefined)),
  };
}

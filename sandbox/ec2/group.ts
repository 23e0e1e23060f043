import type { Xml } from '../wire/xml.ts';
import type { Rule } from './rule.ts';
import { type Tags, tagSet } from './tags.ts';

export type SecurityGroup = {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  /** The account that owns the group. */
  readonly owner: string;
  readonly tags: Tags;
  readonly rules: readonly Rule[];
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html */
export function groupXml(group: SecurityGroup): Xml {
  return {
    ownerId: group.owner,
    groupId: group.id,
    groupName: group.name,
    groupDescription: group.description,
    vpcId: group.vpcId,
    securityGroupArn: group.arn,
    ipPermissions: permissionsXml(group.rules.filter(({ egress }) => !egress)),
    ipPermissionsEgress: permissionsXml(group.rules.filter(({ egress }) => egress)),
    tagSet: tagSet(group.tags),
  };
}

/** Rules of the same protocol and ports are one permission, which has no ports where the protocol is every one. */
function permissionsXml(rules: readonly Rule[]): Xml {
  const permissions = new Map<string, Rule[]>();
  for (const rule of rules) {
    const traffic = `${rule.protocol} ${rule.fromPort} ${rule.toPort}`;
    permissions.set(traffic, [...(permissions.get(traffic) ?? []), rule]);
  }
  return [...permissions.values()].map((alike) => {
    const [{ protocol, fromPort, toPort } = { protocol: '-1', fromPort: -1, toPort: -1 }] = alike;
    const of = (kind: Rule['source']['kind'], shown: (rule: Rule) => Readonly<Record<string, string>>): Xml =>
      alike
        .filter(({ source }) => source.kind === kind)
        .map((rule) => ({ ...shown(rule), description: rule.description }));
    return {
      ipProtocol: protocol,
      ...(protocol !== '-1' && { fromPort, toPort }),
      groups: of('group', ({ source }) => ({
        ...(source.kind === 'group' && { userId: source.account }),
        groupId: source.peer,
      })),
      ipRanges: of('cidrIpv4', ({ source }) => ({ cidrIp: source.peer })),
      ipv6Ranges: of('cidrIpv6', ({ source }) => ({ cidrIpv6: source.peer })),
      prefixListIds: of('prefixListId', ({ source }) => ({ prefixListId: source.peer })),
    };
  });
}

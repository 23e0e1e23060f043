import type { Xml } from '../wire/xml.ts';

/** Whose traffic a rule lets through: exactly one range, prefix list or security group. */
export type Source =
  | { readonly kind: 'cidrIpv4' | 'cidrIpv6' | 'prefixListId'; readonly peer: string }
  | { readonly kind: 'group'; readonly peer: string; readonly account: string };

/** What a rule says. `protocol` is a name or number; `-1` is every protocol. Ports of `-1` are all. */
export type RuleContent = {
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly source: Source;
  readonly description?: string;
};

export type Rule = RuleContent & { readonly id: string; readonly egress: boolean };

/** The group a rule is in, as rules are shown. */
type Holder = { readonly id: string; readonly owner: string };

/** The same for two rules of one direction that let the same traffic through: descriptions don't tell them apart. */
export function ruleKey({ protocol, fromPort, toPort, source }: RuleContent): string {
  return `${protocol} ${fromPort} ${toPort} ${source.kind} ${source.peer}`;
}

/** A rule as error messages name it: `peer: 0.0.0.0/0, TCP, from port: 443, to port: 443, ALLOW`. */
export function peerText({ protocol, fromPort, toPort, source }: RuleContent): string {
  if (protocol === '-1') return `peer: ${source.peer}, ALL, ALLOW`;
  const ports = `from port: ${fromPort}, to port: ${toPort}`;
  return `peer: ${source.peer}, ${protocol.toUpperCase()}, ${ports}, ALLOW`;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html */
export function ruleXml(rule: Rule, group: Holder): Xml {
  const { source } = rule;
  return {
    groupOwnerId: group.owner,
    ...trafficXml(rule, group),
    ...(source.kind === 'group' && {
      referencedGroupInfo: { groupId: source.peer, userId: source.account },
    }),
    description: rule.description,
  };
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokedSecurityGroupRule.html */
export function revokedRuleXml(rule: Rule, group: Holder): Xml {
  return {
    ...trafficXml(rule, group),
    ...(rule.source.kind === 'group' && { referencedGroupId: rule.source.peer }),
    description: rule.description,
  };
}

function trafficXml({ id, egress, protocol, fromPort, toPort, source }: Rule, group: Holder) {
  return {
    groupId: group.id,
    securityGroupRuleId: id,
    isEgress: egress,
    ipProtocol: protocol,
    fromPort,
    toPort,
    ...(source.kind !== 'group' && { [source.kind]: source.peer }),
  };
}

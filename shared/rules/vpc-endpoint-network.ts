import type { EndpointSnapshot, Ingress, SecurityGroup } from '../perimeter/vpc-endpoint.ts';
import { isCovered } from './address-cover.ts';
import type { Examples, Rule, Violation } from './rule.ts';

/** The port of HTTPS, the only one that KMS listens on. @see https://docs.aws.amazon.com/general/latest/gr/kms.html */
const PORT = 443;

export const vpcEndpointNetwork: Rule<'vpc-endpoint'> = {
  id: 'vpc-endpoint-network',
  scope: 'vpc-endpoint',
  title: 'A VPC endpoint is reached only from where the standard says',
  severity: 'medium',
  area: 'perimeter',
  duty: 'perimeter',
  rationale:
    'The endpoint is the way to the keys. Its security groups say which machines may take it, and credentials that were stolen elsewhere are of no use there. KMS listens on TCP port 443 alone: what a group admits on other ports does no harm to it.',
  fix: 'Revoke the rule, or add its source to perimeter.admitted of the standard.',
  controls: { nist: ['SC-7', 'AC-4'] },
  check({ snapshot, governance }) {
    const { admitted } = governance.perimeter;
    if (admitted.length === 0) return [];
    return snapshot.securityGroups.flatMap((group) =>
      group.ingress
        .filter((ingress) => reachesKms(ingress) && !isAdmitted(ingress, admitted))
        .map((ingress) => violation(ingress, group, snapshot)),
    );
  },
};

function reachesKms({ protocol, ports }: Ingress): boolean {
  if (!['tcp', '6', '-1'].includes(protocol)) return false;
  return ports === undefined || (ports.from <= PORT && PORT <= ports.to);
}

/** Groups and prefix lists are told by their IDs: whoever changes what is in one, changes who is admitted. */
const isAdmitted = ({ source }: Ingress, admitted: readonly string[]) =>
  admitted.includes(source) || isCovered(source, admitted);

function violation(ingress: Ingress, group: SecurityGroup, { id, region }: EndpointSnapshot): Violation {
  const what = ingress.protocol === '-1' ? 'all traffic' : `${ingress.protocol} on ${portsOf(ingress)}`;
  return {
    message: `Security group ${group.id} admits ${ingress.source} to the endpoint, and the standard does not.`,
    evidence: [
      `${ingress.source} reaches port ${PORT} of ${id}: ${group.id} (${group.name}) admits ${what} from it`,
    ],
    fix: `Add ${ingress.source} to perimeter.admitted of the standard, or revoke the rule: ${revocation(ingress, group, region)}`,
  };
}

const portsOf = ({ ports }: Ingress) =>
  ports === undefined
    ? 'all ports'
    : ports.from === ports.to
      ? `port ${ports.from}`
      : `ports ${ports.from} to ${ports.to}`;

/** @see https://docs.aws.amazon.com/cli/latest/reference/ec2/revoke-security-group-ingress.html */
function revocation(
  { source, sourceAccount, protocol, ports }: Ingress,
  { id }: SecurityGroup,
  region: string,
) {
  const permission = {
    IpProtocol: protocol,
    ...(ports && { FromPort: ports.from, ToPort: ports.to }),
    ...(source.startsWith('sg-')
      ? { UserIdGroupPairs: [{ GroupId: source, ...(sourceAccount && { UserId: sourceAccount }) }] }
      : source.startsWith('pl-')
        ? { PrefixListIds: [{ PrefixListId: source }] }
        : source.includes(':')
          ? { Ipv6Ranges: [{ CidrIpv6: source }] }
          : { IpRanges: [{ CidrIp: source }] }),
  };
  return `aws ec2 revoke-security-group-ingress --region ${region} --group-id ${id} --ip-permissions '${JSON.stringify([permission])}'`;
}

const standard =
  'perimeter: { admitted: [10.0.0.0/16, 10.1.0.0/16, "2001:db8::/48", sg-0a1b2c3d, pl-63a5400a] }';
const groups = (...ingress: readonly Ingress[]) => ({
  securityGroups: [
    { id: 'sg-00000001', name: 'empty', ingress: [] },
    { id: 'sg-1a2b3c4d', name: 'kms', ingress },
  ],
});
const https = (source: string): Ingress => ({ source, protocol: 'tcp', ports: { from: 443, to: 443 } });

export const examples: Examples<'vpc-endpoint'> = {
  wrong: [
    { name: 'the whole internet', standard, snapshot: groups(https('0.0.0.0/0')) },
    { name: 'the whole internet, by IPv6', standard, snapshot: groups(https('::/0')) },
    {
      name: 'a block that is larger than what is admitted',
      standard,
      snapshot: groups(https('10.0.0.0/14')),
    },
    { name: 'a block next to what is admitted', standard, snapshot: groups(https('10.2.0.0/16')) },
    { name: 'another security group', standard, snapshot: groups(https('sg-0f0f0f0f')) },
    { name: 'another prefix list', standard, snapshot: groups(https('pl-0f0f0f0f')) },
    {
      name: 'all traffic from a stranger',
      standard,
      snapshot: groups({ source: '192.0.2.0/24', protocol: '-1' }),
    },
    {
      name: 'a range of ports with 443 in it',
      standard,
      snapshot: groups({ source: '192.0.2.0/24', protocol: '6', ports: { from: 1, to: 443 } }),
    },
    {
      name: 'one source among admitted ones',
      standard,
      snapshot: groups(https('10.0.0.0/16'), https('192.0.2.1/32')),
    },
  ],
  right: [
    { name: 'what is admitted', standard, snapshot: groups(https('10.0.0.0/16'), https('2001:db8::/48')) },
    {
      name: 'part of what is admitted',
      standard,
      snapshot: groups(https('10.0.7.0/24'), https('2001:db8:0:1::/64'), https('10.1.255.255/32')),
    },
    { name: 'two admitted blocks together', standard, snapshot: groups(https('10.0.0.0/15')) },
    {
      name: 'the security group and the prefix list',
      standard,
      snapshot: groups(https('sg-0a1b2c3d'), https('pl-63a5400a')),
    },
    {
      name: 'a stranger on other ports, and by other protocols',
      standard,
      snapshot: groups(
        { source: '0.0.0.0/0', protocol: 'tcp', ports: { from: 22, to: 442 } },
        { source: '0.0.0.0/0', protocol: 'tcp', ports: { from: 444, to: 65535 } },
        { source: '0.0.0.0/0', protocol: 'udp', ports: { from: 443, to: 443 } },
        { source: '0.0.0.0/0', protocol: 'icmp' },
      ),
    },
    { name: 'no source at all', standard, snapshot: groups() },
    { name: 'anywhere, where the standard asks nothing', snapshot: groups(https('0.0.0.0/0')) },
  ],
};

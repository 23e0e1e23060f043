import { entriesAt, type QueryParameters } from '../wire/query-parameters.ts';
import { canonicalCidr } from './cidr.ts';
import { invalidValue, missing, refused } from './errors.ts';
import { required, wellFormed, whole } from './input.ts';
import type { Scene } from './operation.ts';
import { type RuleContent, ruleKey, type Source } from './rule.ts';

/**
 * The rules that `IpPermissions` describe, one for each source, or the one rule of `CidrIp`, `IpProtocol` and ports.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
export function permissionsIn(parameters: QueryParameters, scene: Scene): readonly RuleContent[] {
  const permissions = entriesAt(parameters, 'IpPermissions');
  const rules = permissions.flatMap((permission) =>
    sourcesIn(permission, scene).map((source) => ({ ...trafficIn(permission), ...source })),
  );
  if (parameters.has('CidrIp'))
    rules.push({ ...trafficIn(parameters), source: ipv4(required(parameters, 'CidrIp')) });
  if (rules.length === 0) throw missing('ipPermissions');
  if (new Set(rules.map(ruleKey)).size < rules.length)
    throw invalidValue('The same permission must not appear multiple times');
  return rules;
}

type Described = Pick<RuleContent, 'source' | 'description'>;

function sourcesIn(permission: QueryParameters, scene: Scene): readonly Described[] {
  const read = (list: string, source: (entry: QueryParameters) => Source) =>
    entriesAt(permission, list).map((entry) => ({ source: source(entry), ...descriptionIn(entry) }));
  const sources = [
    ...read('IpRanges', (entry) => ipv4(required(entry, 'CidrIp'))),
    ...read('Ipv6Ranges', (entry) => ipv6(required(entry, 'CidrIpv6'))),
    ...read('PrefixListIds', (entry) => prefixList(required(entry, 'PrefixListId'))),
    ...read('Groups', (entry) => group(required(entry, 'GroupId'), scene, entry.get('UserId'))),
  ];
  if (sources.length === 0) throw refused('MissingParameter', 'Source group ID missing.');
  return sources;
}

export const ipv4 = (range: string): Source => ({ kind: 'cidrIpv4', peer: canonicalCidr(range, 4) });
export const ipv6 = (range: string): Source => ({ kind: 'cidrIpv6', peer: canonicalCidr(range, 6) });

/** Every well-formed prefix list is taken to be there. */
export const prefixList = (id: string): Source => ({ kind: 'prefixListId', peer: wellFormed('pl', id) });

/** A group of the account or of another one. The VPCs of the two are taken to be peered. */
export function group(id: string, scene: Scene, account = scene.account): Source {
  return { kind: 'group', peer: scene.placeOf(account).group(id).id, account };
}

export function descriptionIn(parameters: QueryParameters): Pick<RuleContent, 'description'> {
  const description = parameters.get('Description');
  return description === undefined || description === '' ? {} : { description };
}

const names: Readonly<Record<string, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmpv6' };

/** Protocol and ports: where the protocol has none, all. */
export function trafficIn(parameters: QueryParameters): Omit<RuleContent, 'source' | 'description'> {
  const given = required(parameters, 'IpProtocol').toLowerCase();
  const protocol = names[given] ?? given;
  const known = Object.values(names).includes(protocol);
  if (!known && protocol !== '-1' && !(/^\d{1,3}$/.test(protocol) && Number(protocol) < 256))
    throw invalidValue(`Invalid value '${given}' for IP protocol. Unknown protocol.`);
  if (!known) return { protocol, fromPort: -1, toPort: -1 };
  const [fromPort, toPort] = [whole(parameters, 'FromPort'), whole(parameters, 'ToPort')];
  if (protocol === 'icmpv6' && fromPort === undefined) return { protocol, fromPort: -1, toPort: -1 };
  if (fromPort === undefined || toPort === undefined)
    throw invalidValue(
      `Invalid value 'Must specify both from and to ports with ${protocol.toUpperCase()}.' for portRange.`,
    );
  if (protocol === 'tcp' || protocol === 'udp') checkPorts(fromPort, toPort);
  return { protocol, fromPort, toPort };
}

function checkPorts(fromPort: number, toPort: number): void {
  for (const port of [fromPort, toPort])
    if (port < 0 || port > 65_535)
      throw invalidValue(`Invalid value '${port}' for port. Must be 0 to 65535.`);
  if (fromPort > toPort) throw invalidValue(`Invalid TCP/UDP port range (${fromPort}:${toPort})`);
}

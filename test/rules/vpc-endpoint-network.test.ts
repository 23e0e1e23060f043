import { describe, expect, test } from '@jest/globals';
import { exampleSubject } from '../../cli/explain/example-subject.ts';
import type { Ingress } from '../../shared/perimeter/vpc-endpoint.ts';
import { judgeAs } from '../../shared/rules/judge.ts';
import { vpcEndpointNetwork } from '../../shared/rules/vpc-endpoint-network.ts';

const https: Ingress = { source: '192.0.2.0/24', protocol: 'tcp', ports: { from: 443, to: 443 } };
const allTraffic = (source: string): Ingress => ({ source, protocol: '-1' });

/** What is found where a security group admits this, and the standard something else. */
function found(ingress: Ingress) {
  const group = { id: 'sg-1a2b3c4d', name: 'kms', ingress: [ingress] };
  const example = {
    name: 'a source',
    standard: 'perimeter: { admitted: [10.0.0.0/16] }',
    snapshot: { securityGroups: [group] },
  };
  return judgeAs('vpc-endpoint', [vpcEndpointNetwork], exampleSubject(example, 'vpc-endpoint'))[0];
}

/** The permissions that the command of the fix revokes. */
function revoked(ingress: Ingress) {
  const [, json = ''] = /--ip-permissions '(.+)'$/.exec(found(ingress)?.fix ?? '') ?? [];
  return JSON.parse(json);
}

describe('A source that the standard does not admit is told', () => {
  test.each<readonly [string, Ingress]>([
    ['tcp on port 443', https],
    ['6 on ports 1 to 443', { ...https, protocol: '6', ports: { from: 1, to: 443 } }],
    ['tcp on ports 443 to 8443', { ...https, ports: { from: 443, to: 8443 } }],
    ['tcp on all ports', { source: https.source, protocol: 'tcp' }],
    ['all traffic', allTraffic('192.0.2.0/24')],
  ])('with what its group admits of it: %s', (what, ingress) => {
    expect(found(ingress)?.evidence).toEqual([
      `192.0.2.0/24 reaches port 443 of vpce-1a2b3c4d5e6f70819: sg-1a2b3c4d (kms) admits ${what} from it`,
    ]);
  });

  test('with the command that takes it back', () => {
    expect(found(https)?.fix).toContain(
      'aws ec2 revoke-security-group-ingress --region us-east-1 --group-id sg-1a2b3c4d --ip-permissions ',
    );
  });
});

describe('What the command takes back is', () => {
  const onItsPort = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

  test.each<readonly [string, Ingress, object]>([
    ['a block', https, { IpRanges: [{ CidrIp: '192.0.2.0/24' }] }],
    [
      'a block of IPv6',
      { ...https, source: '2001:db8::/32' },
      { Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }] },
    ],
    [
      'a prefix list',
      { ...https, source: 'pl-63a5400a' },
      { PrefixListIds: [{ PrefixListId: 'pl-63a5400a' }] },
    ],
    [
      'a security group',
      { ...https, source: 'sg-0f0f0f0f' },
      { UserIdGroupPairs: [{ GroupId: 'sg-0f0f0f0f' }] },
    ],
    [
      'a security group of another account',
      { ...https, source: 'sg-0f0f0f0f', sourceAccount: '444455556666' },
      { UserIdGroupPairs: [{ GroupId: 'sg-0f0f0f0f', UserId: '444455556666' }] },
    ],
  ])('%s on its ports', (_, ingress, source) => {
    expect(revoked(ingress)).toEqual([{ ...onItsPort, ...source }]);
  });

  test('all traffic, without ports', () => {
    expect(revoked(allTraffic('0.0.0.0/0'))).toEqual([
      { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    ]);
  });
});

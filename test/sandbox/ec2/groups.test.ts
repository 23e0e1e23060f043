import { describe, expect, test } from '@jest/globals';
import { canonicalCidr } from '../../../sandbox/ec2/cidr.ts';
import { ServiceError } from '../../../sandbox/wire/answer.ts';
import type { Xml } from '../../../sandbox/wire/xml.ts';
import { https, type Parameters, startEc2, stranger, vpc } from './network.ts';

function startGroup() {
  const started = startEc2();
  const GroupId = started.createGroup('endpoints');
  const on = (action: string, parameters: Parameters) => started.call(action, { GroupId, ...parameters });
  const refusedOn = (action: string, parameters: Parameters) =>
    started.codeOf(action, { GroupId, ...parameters });
  const authorize = (parameters: Parameters) => {
    const { securityGroupRuleSet } = on('AuthorizeSecurityGroupIngress', parameters);
    const [rule] = securityGroupRuleSet as readonly { readonly securityGroupRuleId: string }[];
    return rule?.securityGroupRuleId ?? '';
  };
  const rules = (): Xml | undefined => {
    const { securityGroupRuleSet } = started.call('DescribeSecurityGroupRules', {
      'Filter.1.Name': 'group-id',
      'Filter.1.Value.1': GroupId,
    });
    return (securityGroupRuleSet as readonly { readonly isEgress: boolean }[]).filter(
      ({ isEgress }) => !isEgress,
    );
  };
  return { ...started, GroupId, on, refusedOn, authorize, rules };
}

const rule = (id: string, parameters: Parameters): Parameters => ({
  'SecurityGroupRule.1.SecurityGroupRuleId': id,
  ...Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      `SecurityGroupRule.1.SecurityGroupRule.${name}`,
      value,
    ]),
  ),
});

describe('A security group', () => {
  test('lets nothing in and everything out when it is new', () => {
    const { call, GroupId } = startGroup();
    expect(call('DescribeSecurityGroups', { 'GroupId.1': GroupId }).securityGroupInfo).toMatchObject([
      {
        ownerId: '111122223333',
        securityGroupArn: `arn:aws:ec2:us-east-1:111122223333:security-group/${GroupId}`,
        ipPermissions: [],
        ipPermissionsEgress: [{ ipProtocol: '-1', ipRanges: [{ cidrIp: '0.0.0.0/0' }] }],
      },
    ]);
  });

  test('is found by its VPC, its name and what its rules let in', () => {
    const { authorize, call, GroupId } = startGroup();
    authorize(https('10.0.0.0/16'));
    for (const [name, value] of [
      ['group-name', 'endpoints'],
      ['ip-permission.cidr', '10.0.0.0/16'],
      ['ip-permission.to-port', '443'],
    ] as const) {
      const filters = {
        'Filter.1.Name': 'vpc-id',
        'Filter.1.Value.1': vpc,
        'Filter.2.Name': name,
        'Filter.2.Value.1': value,
      };
      expect(call('DescribeSecurityGroups', filters).securityGroupInfo).toMatchObject([{ groupId: GroupId }]);
    }
  });

  test('has one name in its VPC, and a VPC', () => {
    const { codeOf } = startGroup();
    const again = { GroupName: 'endpoints', GroupDescription: 'the same', VpcId: vpc };
    expect(codeOf('CreateSecurityGroup', again)).toBe('InvalidGroup.Duplicate');
    expect(codeOf('CreateSecurityGroup', { ...again, GroupName: 'default' })).toBe('InvalidGroup.Duplicate');
    expect(codeOf('CreateSecurityGroup', { ...again, GroupName: 'sg-1' })).toBe('InvalidParameterValue');
    expect(codeOf('CreateSecurityGroup', { GroupName: 'a', GroupDescription: 'b' })).toBe(
      'VPCIdNotSpecified',
    );
    expect(codeOf('CreateSecurityGroup', { GroupName: 'a', VpcId: vpc })).toBe('MissingParameter');
    expect(codeOf('CreateSecurityGroup', { ...again, VpcId: 'vpc-00000000' })).toBe('accepted');
  });

  test('does not exist for another account', () => {
    const { codeOf, GroupId } = startGroup();
    const parameters = { GroupId, ...https('0.0.0.0/0') };
    expect(codeOf('AuthorizeSecurityGroupIngress', parameters, stranger)).toBe('InvalidGroup.NotFound');
  });

  test('can let in the members of a group of another account', () => {
    const { authorize, call, rules } = startGroup();
    const theirs = String(
      call('CreateSecurityGroup', { GroupName: 'a', GroupDescription: 'b', VpcId: 'vpc-00000000' }, stranger)
        .groupId,
    );
    authorize({
      'IpPermissions.1.IpProtocol': '-1',
      'IpPermissions.1.Groups.1.GroupId': theirs,
      'IpPermissions.1.Groups.1.UserId': stranger.account,
    });
    expect(rules()).toMatchObject([{ referencedGroupInfo: { groupId: theirs, userId: stranger.account } }]);
  });

  test('takes a rule in the short form, too', () => {
    const { authorize, rules } = startGroup();
    authorize({ IpProtocol: '6', FromPort: '443', ToPort: '443', CidrIp: '10.1.2.3/16' });
    expect(rules()).toMatchObject([{ ipProtocol: 'tcp', fromPort: 443, cidrIpv4: '10.1.0.0/16' }]);
  });

  test('has no rule twice: descriptions and bits behind the prefix make no other rule', () => {
    const { authorize, GroupId, call, refusedOn } = startGroup();
    authorize(https('10.0.0.0/16'));
    const same = { ...https('10.0.9.9/16'), 'IpPermissions.1.IpRanges.1.Description': 'another' };
    expect(refusedOn('AuthorizeSecurityGroupIngress', same)).toBe('InvalidPermission.Duplicate');
    expect(() => call('AuthorizeSecurityGroupIngress', { GroupId, ...same })).toThrow(
      'the specified rule "peer: 10.0.0.0/16, TCP, from port: 443, to port: 443, ALLOW" already exists',
    );
    const twice = { ...https('10.1.0.0/16'), 'IpPermissions.1.IpRanges.2.CidrIp': '10.1.0.0/16' };
    expect(refusedOn('AuthorizeSecurityGroupIngress', twice)).toBe('InvalidParameterValue');
  });

  test('takes all rules of a call or none', () => {
    const { authorize, refusedOn, rules } = startGroup();
    authorize(https('10.0.0.0/16'));
    const both = { ...https('10.1.0.0/16'), 'IpPermissions.1.IpRanges.2.CidrIp': '10.0.0.0/16' };
    expect(refusedOn('AuthorizeSecurityGroupIngress', both)).toBe('InvalidPermission.Duplicate');
    expect(refusedOn('RevokeSecurityGroupIngress', both)).toBe('InvalidPermission.NotFound');
    expect(rules()).toMatchObject([{ cidrIpv4: '10.0.0.0/16' }]);
  });

  test('loses rules by their IDs', () => {
    const { authorize, on, refusedOn, rules } = startGroup();
    const id = authorize(https('10.0.0.0/16'));
    on('RevokeSecurityGroupIngress', { 'SecurityGroupRuleId.1': id });
    expect(rules()).toEqual([]);
    expect(refusedOn('RevokeSecurityGroupIngress', { 'SecurityGroupRuleId.1': id })).toBe(
      'InvalidSecurityGroupRuleId.NotFound',
    );
  });

  test.each<[string, string, Parameters]>([
    ['nothing', 'MissingParameter', {}],
    ['no source', 'MissingParameter', { 'IpPermissions.1.IpProtocol': '-1' }],
    ['an address instead of a range', 'InvalidParameterValue', https('10.0.0.1')],
    ['a prefix that is too long', 'InvalidParameterValue', https('10.0.0.0/33')],
    [
      'an unknown protocol',
      'InvalidParameterValue',
      { ...https('10.0.0.0/8'), 'IpPermissions.1.IpProtocol': 'quic' },
    ],
    [
      'ports the wrong way round',
      'InvalidParameterValue',
      { ...https('10.0.0.0/8'), 'IpPermissions.1.ToPort': '1' },
    ],
    [
      'a port that is too high',
      'InvalidParameterValue',
      { ...https('10.0.0.0/8'), 'IpPermissions.1.ToPort': '65536' },
    ],
    [
      'an ID that is no prefix list',
      'InvalidPrefixListId.Malformed',
      { 'IpPermissions.1.IpProtocol': '-1', 'IpPermissions.1.PrefixListIds.1.PrefixListId': 'office' },
    ],
    [
      'a group that is not there',
      'InvalidGroup.NotFound',
      { 'IpPermissions.1.IpProtocol': '-1', 'IpPermissions.1.Groups.1.GroupId': 'sg-00000000' },
    ],
    [
      'TCP without ports',
      'InvalidParameterValue',
      { 'IpPermissions.1.IpProtocol': 'tcp', 'IpPermissions.1.IpRanges.1.CidrIp': '10.0.0.0/8' },
    ],
  ])('takes no rule with %s: %s', (_, code, parameters) => {
    expect(startGroup().refusedOn('AuthorizeSecurityGroupIngress', parameters)).toBe(code);
  });
});

describe('A rule', () => {
  test('becomes what the call says of it', () => {
    const { authorize, on, rules } = startGroup();
    const id = authorize({ ...https('10.0.0.0/16'), 'IpPermissions.1.IpRanges.1.Description': 'the VPC' });
    on('ModifySecurityGroupRules', rule(id, { IpProtocol: '-1', CidrIpv6: '2001:db8::1/32' }));
    expect(rules()).toMatchObject([
      { securityGroupRuleId: id, ipProtocol: '-1', fromPort: -1, cidrIpv6: '2001:db8::/32' },
    ]);
    expect(rules()).toMatchObject([{ description: undefined }]);
  });

  test('does not become another rule of its group, a rule of two sources, or one of none', () => {
    const { authorize, refusedOn } = startGroup();
    const id = authorize(https('10.0.0.0/16'));
    authorize(https('10.1.0.0/16'));
    const ports = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443' };
    const change = (parameters: Parameters) => refusedOn('ModifySecurityGroupRules', parameters);
    expect(change(rule(id, { ...ports, CidrIpv4: '10.1.0.0/16' }))).toBe('InvalidPermission.Duplicate');
    expect(change(rule(id, { ...ports, CidrIpv4: '10.2.0.0/16', CidrIpv6: '::/0' }))).toBe(
      'InvalidParameterCombination',
    );
    expect(change(rule(id, ports))).toBe('InvalidParameterCombination');
    expect(change(rule('sgr-00000000', ports))).toBe('InvalidSecurityGroupRuleId.NotFound');
    expect(change({})).toBe('MissingParameter');
  });
});

describe('A range', () => {
  test.each([
    ['100.68.0.18/18', 4, '100.68.0.0/18'],
    ['1.2.3.4/0', 4, '0.0.0.0/0'],
    ['255.255.255.255/32', 4, '255.255.255.255/32'],
    ['2001:DB8:0:0:1::5/64', 6, '2001:db8::/64'],
    ['::/0', 6, '::/0'],
    ['::1/128', 6, '::1/128'],
  ] as const)('%s is kept as IPv%d range %s', (range, version, kept) => {
    expect(canonicalCidr(range, version)).toBe(kept);
  });

  test.each(['10.0.0.0/8/8', '::/0', '10.0.0/8', '10.0.0.0/', 'all'])('%s is no IPv4 range', (range) => {
    expect(() => canonicalCidr(range, 4)).toThrow(ServiceError);
  });
});

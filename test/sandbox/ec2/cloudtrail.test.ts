import { describe, expect, test } from '@jest/globals';
import { https, kmsEndpoint, network, startEc2, stranger, vpc } from './network.ts';

const policy = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}]}';

describe('The CloudTrail record of a call to EC2', () => {
  test('says who called, where, and whose account it is', () => {
    const { createGroup, records } = startEc2();
    createGroup('endpoints');
    expect(records.at(-1)).toMatchObject({
      eventSource: 'ec2.amazonaws.com',
      eventName: 'CreateSecurityGroup',
      awsRegion: 'us-east-1',
      eventTime: '2026-11-01T10:00:00Z',
      readOnly: false,
      recipientAccountId: '111122223333',
      userIdentity: { sessionContext: { sessionIssuer: { arn: network.arn } } },
    });
    expect(records.at(-1)).not.toHaveProperty('resources');
  });

  test('of a change to an endpoint has the request under its name', () => {
    const { call, createEndpoint, createGroup, records } = startEc2();
    const VpcEndpointId = createEndpoint();
    const [one, two] = [createGroup('one'), createGroup('two')];
    call('ModifyVpcEndpoint', { VpcEndpointId, PolicyDocument: policy, 'AddSecurityGroupId.1': one });
    expect(records.at(-1)?.requestParameters).toEqual({
      ModifyVpcEndpointRequest: {
        VpcEndpointId,
        PolicyDocument: policy,
        AddSecurityGroupId: { tag: 1, content: one },
      },
    });
    call('ModifyVpcEndpoint', {
      VpcEndpointId,
      ResetPolicy: 'true',
      'AddSecurityGroupId.1': two,
      'RemoveSecurityGroupId.1': one,
    });
    expect(records.at(-1)?.requestParameters).toMatchObject({
      ModifyVpcEndpointRequest: { ResetPolicy: true, RemoveSecurityGroupId: { tag: 1, content: one } },
    });
    expect(records.at(-1)?.responseElements).toEqual({
      ModifyVpcEndpointResponse: {
        xmlns: 'http://ec2.amazonaws.com/doc/2016-11-15/',
        requestId: records.at(-1)?.requestID,
        return: true,
      },
    });
  });

  test('numbers the elements of a list of several', () => {
    const { createEndpoint, createGroup, records } = startEc2();
    const groups = [createGroup('one'), createGroup('two')];
    const [one = '', two = ''] = groups;
    createEndpoint({ 'SecurityGroupId.1': one, 'SecurityGroupId.2': two, PrivateDnsEnabled: 'true' });
    expect(records.at(-1)?.requestParameters).toEqual({
      CreateVpcEndpointRequest: {
        ...kmsEndpoint,
        PrivateDnsEnabled: true,
        SecurityGroupId: [
          { tag: 1, content: one },
          { tag: 2, content: two },
        ],
      },
    });
  });

  test('of a new endpoint has the endpoint', () => {
    const { createEndpoint, records } = startEc2();
    const vpcEndpointId = createEndpoint({ PolicyDocument: policy });
    expect(records.at(-1)?.responseElements).toMatchObject({
      CreateVpcEndpointResponse: {
        vpcEndpoint: {
          vpcEndpointId,
          policyDocument: policy,
          groupSet: { item: { groupName: 'default' } },
          subnetIdSet: '',
        },
      },
    });
  });

  test('of deleted endpoints has their IDs', () => {
    const { call, createEndpoint, records } = startEc2();
    const VpcEndpointId = createEndpoint();
    call('DeleteVpcEndpoints', { 'VpcEndpointId.1': VpcEndpointId });
    expect(records.at(-1)).toMatchObject({
      requestParameters: { DeleteVpcEndpointsRequest: { VpcEndpointId: { tag: 1, content: VpcEndpointId } } },
      responseElements: { DeleteVpcEndpointsResponse: { unsuccessful: '' } },
    });
  });

  test('of added rules has the permissions in items, as they were given', () => {
    const { call, createGroup, records } = startEc2();
    const groupId = createGroup('endpoints');
    call('AuthorizeSecurityGroupIngress', { GroupId: groupId, ...https('10.0.3.7/16') });
    expect(records.at(-1)).toMatchObject({
      requestParameters: {
        groupId,
        ipPermissions: {
          items: [
            {
              ipProtocol: 'tcp',
              fromPort: 443,
              toPort: 443,
              groups: {},
              ipRanges: { items: [{ cidrIp: '10.0.3.7/16' }] },
              ipv6Ranges: {},
              prefixListIds: {},
            },
          ],
        },
      },
      responseElements: {
        requestId: records.at(-1)?.requestID,
        _return: true,
        securityGroupRuleSet: {
          items: [
            {
              groupOwnerId: '111122223333',
              groupId,
              securityGroupRuleId: expect.stringMatching(/^sgr-/),
              isEgress: false,
              cidrIpv4: '10.0.0.0/16',
            },
          ],
        },
      },
    });
  });

  test('of revoked rules has what was revoked', () => {
    const { call, createGroup, records } = startEc2();
    const groupId = createGroup('endpoints');
    call('AuthorizeSecurityGroupIngress', { GroupId: groupId, ...https('10.0.0.0/16') });
    call('RevokeSecurityGroupIngress', { GroupId: groupId, ...https('10.0.0.0/16') });
    expect(records.at(-1)).toMatchObject({
      eventName: 'RevokeSecurityGroupIngress',
      requestParameters: { groupId, ipPermissions: { items: [{ fromPort: 443 }] } },
      responseElements: { revokedSecurityGroupRuleSet: { items: [{ groupId, cidrIpv4: '10.0.0.0/16' }] } },
    });
  });

  test('of a changed rule has the rule twice nested', () => {
    const { call, createGroup, records } = startEc2();
    const GroupId = createGroup('endpoints');
    const added = call('AuthorizeSecurityGroupIngress', { GroupId, ...https('10.0.0.0/16') }) as {
      readonly securityGroupRuleSet: readonly [{ readonly securityGroupRuleId: string }];
    };
    const SecurityGroupRuleId = added.securityGroupRuleSet[0].securityGroupRuleId;
    call('ModifySecurityGroupRules', {
      GroupId,
      'SecurityGroupRule.1.SecurityGroupRuleId': SecurityGroupRuleId,
      'SecurityGroupRule.1.SecurityGroupRule.IpProtocol': 'tcp',
      'SecurityGroupRule.1.SecurityGroupRule.FromPort': '443',
      'SecurityGroupRule.1.SecurityGroupRule.ToPort': '443',
      'SecurityGroupRule.1.SecurityGroupRule.CidrIpv4': '0.0.0.0/0',
    });
    expect(records.at(-1)?.requestParameters).toEqual({
      ModifySecurityGroupRulesRequest: {
        GroupId,
        SecurityGroupRule: {
          tag: 1,
          SecurityGroupRuleId,
          SecurityGroupRule: { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIpv4: '0.0.0.0/0' },
        },
      },
    });
  });

  test('of a refused call has its error, which is the client’s', () => {
    const { codeOf, createEndpoint, records } = startEc2();
    const VpcEndpointId = createEndpoint();
    codeOf('ModifyVpcEndpoint', { VpcEndpointId, ResetPolicy: 'true' }, stranger);
    expect(records.at(-1)).toMatchObject({
      errorCode: 'Client.InvalidVpcEndpointId.NotFound',
      responseElements: null,
      recipientAccountId: stranger.account,
    });
  });

  test('is made of changes, not of reads', () => {
    const { call, records } = startEc2();
    call('DescribeVpcEndpoints');
    call('DescribeSecurityGroups');
    call('DescribeSecurityGroupRules', { 'Filter.1.Name': 'group-id', 'Filter.1.Value.1': vpc });
    expect(records).toEqual([]);
  });
});

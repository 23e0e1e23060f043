import { describe, expect, test } from '@jest/globals';
import { kmsEndpoint, type Parameters, startEc2, vpc } from './network.ts';

type Endpoint = {
  readonly vpcEndpointId: string;
  readonly policyDocument: string;
  readonly groupSet: readonly { readonly groupId: string }[];
};

const statement = { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' };
const policy = JSON.stringify({ Statement: [statement] });

function startEndpoints() {
  const started = startEc2();
  const found = (parameters: Parameters = {}) =>
    started.call('DescribeVpcEndpoints', parameters) as unknown as {
      readonly vpcEndpointSet: readonly Endpoint[];
      readonly nextToken?: string;
    };
  const endpoint = (id: string): Endpoint => {
    const [only] = found({ 'VpcEndpointId.1': id }).vpcEndpointSet;
    if (!only) throw new Error('There is no such endpoint.');
    return only;
  };
  const groupsOf = (id: string) => endpoint(id).groupSet.map(({ groupId }) => groupId);
  return { ...started, found, endpoint, groupsOf };
}

describe('A VPC endpoint', () => {
  test('has full access as its policy until it is given one, and after a reset', () => {
    const { call, createEndpoint, endpoint } = startEndpoints();
    const VpcEndpointId = createEndpoint();
    const full = { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };
    expect(JSON.parse(endpoint(VpcEndpointId).policyDocument)).toEqual(full);
    call('ModifyVpcEndpoint', { VpcEndpointId, PolicyDocument: policy });
    expect(endpoint(VpcEndpointId).policyDocument).toBe(policy);
    call('ModifyVpcEndpoint', { VpcEndpointId, ResetPolicy: 'true' });
    expect(JSON.parse(endpoint(VpcEndpointId).policyDocument)).toEqual(full);
  });

  test('has the default group of its VPC where no other is given', () => {
    const { call, createEndpoint, groupsOf } = startEndpoints();
    const id = createEndpoint();
    const { securityGroupInfo } = call('DescribeSecurityGroups', { 'GroupId.1': groupsOf(id)[0] ?? '' });
    expect(securityGroupInfo).toMatchObject([
      { groupName: 'default', vpcId: vpc, ipPermissions: [{ ipProtocol: '-1', groups: [{}] }] },
    ]);
  });

  test('gains and loses groups, and keeps at least one', () => {
    const { call, codeOf, createEndpoint, createGroup, groupsOf } = startEndpoints();
    const [one, two] = [createGroup('one'), createGroup('two')];
    const VpcEndpointId = createEndpoint({ 'SecurityGroupId.1': one });
    call('ModifyVpcEndpoint', { VpcEndpointId, 'AddSecurityGroupId.1': two, 'RemoveSecurityGroupId.1': one });
    expect(groupsOf(VpcEndpointId)).toEqual([two]);
    expect(codeOf('ModifyVpcEndpoint', { VpcEndpointId, 'RemoveSecurityGroupId.1': two })).toBe(
      'InvalidParameter',
    );
    expect(groupsOf(VpcEndpointId)).toEqual([two]);
  });

  test('takes policies on any service', () => {
    const { codeOf } = startEndpoints();
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          ...statement,
          Action: ['s3:GetObject', 'sqs:*'],
          Resource: 'arn:aws:s3:::bucket/*',
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
        },
      ],
    });
    expect(codeOf('CreateVpcEndpoint', { ...kmsEndpoint, PolicyDocument })).toBe('accepted');
  });

  test('is found by each of the filters that EC2 documents, wildcards included', () => {
    const { createEndpoint, found } = startEndpoints();
    const id = createEndpoint({
      'TagSpecification.1.ResourceType': 'vpc-endpoint',
      'TagSpecification.1.Tag.1.Key': 'Team',
      'TagSpecification.1.Tag.1.Value': 'network',
    });
    createEndpoint({ ServiceName: 'com.amazonaws.us-east-1.sqs', VpcId: 'vpc-00000000' });
    for (const [Name, Value] of [
      ['service-name', '*.kms'],
      ['vpc-endpoint-id', id],
      ['vpc-id', vpc],
      ['tag:Team', 'net????'],
      ['tag-key', 'Team'],
    ] as const)
      expect(
        found({ 'Filter.1.Name': Name, 'Filter.1.Value.1': Value }).vpcEndpointSet.map(
          ({ vpcEndpointId }) => vpcEndpointId,
        ),
      ).toEqual([id]);
  });

  test.each<[string, string, Parameters]>([
    ['no VPC', 'MissingParameter', { VpcId: '' }],
    ['what is no VPC', 'InvalidVpcID.Malformed', { VpcId: 'mine' }],
    ['a service that is not there', 'InvalidServiceName', { ServiceName: 'com.example.kms' }],
    ['a service of another Region', 'InvalidServiceName', { ServiceName: 'com.amazonaws.eu-west-1.kms' }],
    ['another type', 'InvalidParameter', { VpcEndpointType: 'Gateway' }],
    ['a group that is not there', 'InvalidGroup.NotFound', { 'SecurityGroupId.1': 'sg-00000000' }],
    ['what is no group', 'InvalidGroupId.Malformed', { 'SecurityGroupId.1': 'default' }],
    ['a policy that is no JSON', 'InvalidPolicyDocument', { PolicyDocument: '{' }],
    [
      'a policy without principals',
      'InvalidPolicyDocument',
      { PolicyDocument: '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}' },
    ],
    ['a policy that is too long', 'InvalidPolicyDocument', { PolicyDocument: policy + ' '.repeat(20_480) }],
    [
      'a setting that the sandbox does not have',
      'UnknownParameter',
      { 'DnsOptions.DnsRecordIpType': 'ipv4' },
    ],
    ['DryRun', 'DryRunOperation', { DryRun: 'true' }],
  ])('is not made with %s: %s', (_, code, parameters) => {
    const { codeOf, found } = startEndpoints();
    expect(codeOf('CreateVpcEndpoint', { ...kmsEndpoint, ...parameters })).toBe(code);
    expect(found().vpcEndpointSet).toEqual([]);
  });

  test('is not changed with a group of another VPC, with a policy to set and to reset, or where it is not', () => {
    const { codeOf, createEndpoint, createGroup } = startEndpoints();
    const VpcEndpointId = createEndpoint();
    const elsewhere = createGroup('elsewhere', 'vpc-00000000');
    const change = (parameters: Parameters) => codeOf('ModifyVpcEndpoint', { VpcEndpointId, ...parameters });
    expect(change({ 'AddSecurityGroupId.1': elsewhere })).toBe('InvalidParameter');
    expect(change({ 'RemoveSecurityGroupId.1': elsewhere })).toBe('InvalidParameter');
    expect(change({ PolicyDocument: policy, ResetPolicy: 'true' })).toBe('InvalidParameterCombination');
    expect(change({ VpcEndpointId: 'vpce-00000000' })).toBe('InvalidVpcEndpointId.NotFound');
    expect(change({ VpcEndpointId: 'kms' })).toBe('InvalidVpcEndpointId.Malformed');
  });

  test('shares the public name of its service with no other of its VPC', () => {
    const { codeOf, createEndpoint } = startEndpoints();
    createEndpoint();
    expect(codeOf('CreateVpcEndpoint', kmsEndpoint)).toBe('InvalidParameter');
    const VpcEndpointId = createEndpoint({ PrivateDnsEnabled: 'false' });
    expect(codeOf('ModifyVpcEndpoint', { VpcEndpointId, PrivateDnsEnabled: 'true' })).toBe(
      'InvalidParameter',
    );
  });

  test.each<[string, string, Parameters]>([
    [
      'by its groups',
      'InvalidParameterValue',
      { 'Filter.1.Name': 'group-id', 'Filter.1.Value.1': 'sg-00000000' },
    ],
    ['after a token that is none', 'InvalidNextToken', { NextToken: 'next' }],
    ['in pages of none', 'InvalidParameterValue', { MaxResults: '0' }],
  ])('is not found %s: %s', (_, code, parameters) => {
    expect(startEndpoints().codeOf('DescribeVpcEndpoints', parameters)).toBe(code);
  });

  test('is no longer found once it is deleted', () => {
    const { call, codeOf, createEndpoint } = startEndpoints();
    const id = createEndpoint();
    call('DeleteVpcEndpoints', { 'VpcEndpointId.1': id });
    expect(codeOf('DescribeVpcEndpoints', { 'VpcEndpointId.1': id })).toBe('InvalidVpcEndpointId.NotFound');
    expect(codeOf('DeleteVpcEndpoints')).toBe('MissingParameter');
  });
});

import type {
  DescribeSecurityGroupsResult,
  DescribeVpcEndpointsRequest,
  DescribeVpcEndpointsResult,
  VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { type Ec2Reader, findEndpoints, readEndpoint } from '../../shared/perimeter/read-vpc-endpoint.ts';

const account = '111122223333';
const endpoint: VpcEndpoint = {
  VpcEndpointId: 'vpce-1',
  VpcId: 'vpc-1',
  ServiceName: 'com.amazonaws.us-east-1.kms',
  PolicyDocument: '{}',
  OwnerId: account,
  State: 'Available',
  Groups: [{ GroupId: 'sg-1' }, { GroupId: 'sg-2' }],
};

/** EC2 with these answers, page after page; it keeps what it was asked. */
function ec2With(pages: readonly DescribeVpcEndpointsResult[], groups: DescribeSecurityGroupsResult = {}) {
  const asked: DescribeVpcEndpointsRequest[] = [];
  const ec2: Ec2Reader = {
    describeVpcEndpoints: async (request) => {
      asked.push(request);
      return pages[asked.length - 1] ?? {};
    },
    describeSecurityGroups: async () => groups,
  };
  return { ec2, asked };
}

const here = { account, region: 'us-east-1' };

describe('The endpoints that a change is about', () => {
  test('are asked for by the services of KMS, to the last page', async () => {
    const { ec2, asked } = ec2With([
      { VpcEndpoints: [endpoint], NextToken: 'more' },
      { VpcEndpoints: [{ ...endpoint, VpcEndpointId: 'vpce-2' }] },
    ]);
    const found = await findEndpoints(ec2, here, {});
    expect(found.map(({ arn }) => arn)).toEqual([
      'arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-1',
      'arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-2',
    ]);
    expect(asked[0]?.Filters).toEqual([
      { Name: 'service-name', Values: ['com.amazonaws.us-east-1.kms', 'com.amazonaws.us-east-1.kms-fips'] },
    ]);
    expect(asked[1]?.NextToken).toBe('more');
  });

  test('are those with the security group', async () => {
    const other = { ...endpoint, VpcEndpointId: 'vpce-2', Groups: [{ GroupId: 'sg-3' }] };
    const { ec2 } = ec2With([{ VpcEndpoints: [endpoint, other] }]);
    expect(await findEndpoints(ec2, here, { groupId: 'sg-2' })).toMatchObject([
      { arn: expect.stringContaining('vpce-1') },
    ]);
  });

  test.each(['deleting', 'deleted', 'Deleted'])('are none that are %s', async (State) => {
    const { ec2 } = ec2With([{ VpcEndpoints: [{ ...endpoint, State: State as never }] }]);
    expect(await findEndpoints(ec2, here, { id: 'vpce-1' })).toEqual([]);
  });

  test.each([
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('in %s are of the partition %s', async (region, partition) => {
    const { ec2 } = ec2With([{ VpcEndpoints: [{ ...endpoint, OwnerId: undefined }] }]);
    expect(await findEndpoints(ec2, { account, region }, {})).toEqual([
      { arn: `arn:${partition}:ec2:${region}:${account}:vpc-endpoint/vpce-1`, account, region },
    ]);
  });
});

describe('An endpoint', () => {
  const thing = { ...here, arn: `arn:aws:ec2:us-east-1:${account}:vpc-endpoint/vpce-1` };
  const groups: DescribeSecurityGroupsResult = {
    SecurityGroups: [
      {
        GroupId: 'sg-1',
        GroupName: 'kms',
        IpPermissions: [
          {
            IpProtocol: 'tcp',
            FromPort: 443,
            ToPort: 443,
            IpRanges: [{ CidrIp: '10.0.0.0/16' }],
            Ipv6Ranges: [{ CidrIpv6: '2001:db8::/48' }],
            PrefixListIds: [{ PrefixListId: 'pl-1' }],
            UserIdGroupPairs: [
              { GroupId: 'sg-7', UserId: account },
              { GroupId: 'sg-8', UserId: '444455556666' },
            ],
          },
          { IpProtocol: '-1', IpRanges: [{ CidrIp: '192.0.2.0/24' }] },
          { IpProtocol: 'icmp', FromPort: -1, ToPort: -1, IpRanges: [{ CidrIp: '198.51.100.0/24' }] },
        ],
      },
      { GroupId: 'sg-2', GroupName: 'empty' },
    ],
  };

  test('is read with every source that its security groups admit', async () => {
    const { ec2, asked } = ec2With([{ VpcEndpoints: [endpoint] }], groups);
    const https = { protocol: 'tcp', ports: { from: 443, to: 443 } };
    expect(await readEndpoint(ec2, thing)).toEqual({
      ...thing,
      id: 'vpce-1',
      vpc: 'vpc-1',
      service: 'com.amazonaws.us-east-1.kms',
      policy: '{}',
      securityGroups: [
        {
          id: 'sg-1',
          name: 'kms',
          ingress: [
            { source: '10.0.0.0/16', ...https },
            { source: '2001:db8::/48', ...https },
            { source: 'pl-1', ...https },
            { source: 'sg-7', ...https },
            { source: 'sg-8', sourceAccount: '444455556666', ...https },
            { source: '192.0.2.0/24', protocol: '-1' },
            { source: '198.51.100.0/24', protocol: 'icmp' },
          ],
        },
        { id: 'sg-2', name: 'empty', ingress: [] },
      ],
    });
    expect(asked).toEqual([{ VpcEndpointIds: ['vpce-1'] }]);
  });

  test.each([
    ['endpoint', [], groups],
    ['policy', [{ ...endpoint, PolicyDocument: undefined }], groups],
    ['security group', [{ ...endpoint, Groups: [] }], groups],
    ['rules of a group', [{ ...endpoint, Groups: [{ GroupId: 'sg-9' }] }], groups],
  ])('without its %s is not judged', async (_, VpcEndpoints, SecurityGroups) => {
    const { ec2 } = ec2With([{ VpcEndpoints }], SecurityGroups);
    await expect(readEndpoint(ec2, thing)).rejects.toMatchObject({ code: 'INCOMPLETE_ENDPOINT' });
  });
});

import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
  ModifySecurityGroupRulesCommand,
  ModifyVpcEndpointCommand,
  paginateDescribeVpcEndpoints,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { deploymentOf } from '../deployment.ts';
import { standardOf } from '../standard.ts';
import { vpc } from './network.ts';

const deployment = deploymentOf('network', {
  source: 'aws.ec2',
  detail: '{ eventSource: [ec2.amazonaws.com], eventName: [ModifyVpcEndpoint] }',
  batchSize: 1,
});

let sandbox: Sandbox;
let ec2: EC2Client;
const received: { readonly source: string; readonly detail: { readonly requestParameters: unknown } }[] = [];

function clientOf(name: string, region = 'us-east-1'): EC2Client {
  const caller = sandbox.callers[name];
  if (!caller) throw new Error(`There is no caller ${name}.`);
  const { accessKeyId, secretAccessKey } = caller;
  return new EC2Client({
    endpoint: sandbox.endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });
}

beforeAll(async () => {
  sandbox = await startSandbox({
    standard: standardOf(),
    deployment,
    failed: () => {},
    handlers: () => ({
      async network({ Records }) {
        for (const { body } of Records) received.push(JSON.parse(body));
        return { batchItemFailures: [] };
      },
    }),
  });
  ec2 = clientOf('administrator');
});

afterAll(() => sandbox.stop());
beforeEach(() => sandbox.faults.set({}));

const vpcs = (function* () {
  for (let count = 0; ; count += 1) yield `vpc-${count.toString(16).padStart(17, '0')}`;
})();
const newVpc = () => vpcs.next().value as string;

async function createEndpoint(VpcId: string, more: object = {}) {
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId,
      ServiceName: 'com.amazonaws.us-east-1.kms',
      VpcEndpointType: 'Interface',
      ...more,
    }),
  );
  if (VpcEndpoint?.VpcEndpointId === undefined) throw new Error('No endpoint was answered.');
  return { ...VpcEndpoint, VpcEndpointId: VpcEndpoint.VpcEndpointId };
}

async function createGroup(VpcId: string) {
  const made = await ec2.send(
    new CreateSecurityGroupCommand({ VpcId, GroupName: 'endpoints', Description: 'For VPC endpoints' }),
  );
  return made.GroupId ?? '';
}

const policy = JSON.stringify({
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }],
});

describe('EC2 answers the AWS SDK', () => {
  test('an endpoint is made, changed, found by its service and deleted', async () => {
    const VpcId = newVpc();
    const group = await createGroup(VpcId);
    const made = await createEndpoint(VpcId, { SecurityGroupIds: [group], PrivateDnsEnabled: false });
    expect(made).toMatchObject({
      VpcId,
      State: 'pending',
      OwnerId: '111122223333',
      PrivateDnsEnabled: false,
      Groups: [{ GroupId: group, GroupName: 'endpoints' }],
      CreationTimestamp: expect.any(Date),
    });

    const { VpcEndpointId } = made;
    const changed = await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, PolicyDocument: policy }));
    expect(changed.Return).toBe(true);
    const Filters = [
      { Name: 'service-name', Values: ['com.amazonaws.us-east-1.kms'] },
      { Name: 'vpc-id', Values: [VpcId] },
    ];
    const found = await ec2.send(new DescribeVpcEndpointsCommand({ Filters }));
    expect(found.VpcEndpoints).toMatchObject([{ VpcEndpointId, State: 'available', PolicyDocument: policy }]);

    const absent = 'vpce-00000000000000000';
    const deleted = await ec2.send(
      new DeleteVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId, absent] }),
    );
    expect(deleted.Unsuccessful).toMatchObject([
      { ResourceId: absent, Error: { Code: 'InvalidVpcEndpoint.NotFound' } },
    ]);
    expect((await ec2.send(new DescribeVpcEndpointsCommand({ Filters }))).VpcEndpoints).toEqual([]);
  });

  test('endpoints come in pages', async () => {
    const VpcId = newVpc();
    for (const service of ['kms', 'sqs', 'sns'])
      await createEndpoint(VpcId, { ServiceName: `com.amazonaws.us-east-1.${service}` });
    const sizes: (number | undefined)[] = [];
    const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
    for await (const { VpcEndpoints } of paginateDescribeVpcEndpoints(
      { client: ec2, pageSize: 2 },
      { Filters },
    ))
      sizes.push(VpcEndpoints?.length);
    expect(sizes).toEqual([2, 1]);
  });

  test('rules of every kind of source are added, shown and revoked', async () => {
    const VpcId = newVpc();
    const GroupId = await createGroup(VpcId);
    const source = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
    const IpPermissions = [
      { ...source, IpRanges: [{ CidrIp: '10.0.0.0/16', Description: 'the VPC' }] },
      { ...source, Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }] },
      { ...source, PrefixListIds: [{ PrefixListId: 'pl-0123456789abcdef0' }] },
      { ...source, UserIdGroupPairs: [{ GroupId }] },
    ];
    const added = await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    expect(added).toMatchObject({
      Return: true,
      SecurityGroupRules: [
        { CidrIpv4: '10.0.0.0/16', Description: 'the VPC', FromPort: 443, IsEgress: false },
        { CidrIpv6: '2001:db8::/32' },
        { PrefixListId: 'pl-0123456789abcdef0' },
        { ReferencedGroupInfo: { GroupId, UserId: '111122223333' } },
      ],
    });
    const shown = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }));
    expect(shown.SecurityGroups).toMatchObject([
      {
        IpPermissions: [
          {
            ...source,
            IpRanges: [{ CidrIp: '10.0.0.0/16', Description: 'the VPC' }],
            Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }],
            PrefixListIds: [{ PrefixListId: 'pl-0123456789abcdef0' }],
            UserIdGroupPairs: [{ GroupId, UserId: '111122223333' }],
          },
        ],
        IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      },
    ]);
    const revoked = await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    expect(revoked.RevokedSecurityGroupRules).toHaveLength(4);
    const left = await ec2.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [GroupId] }] }),
    );
    expect(left.SecurityGroupRules).toMatchObject([{ IsEgress: true }]);
  });

  test('a rule is changed in place', async () => {
    const GroupId = await createGroup(newVpc());
    const { SecurityGroupRules } = await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
      }),
    );
    const SecurityGroupRuleId = SecurityGroupRules?.[0]?.SecurityGroupRuleId;
    const SecurityGroupRule = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIpv4: '10.0.0.0/16' };
    await ec2.send(
      new ModifySecurityGroupRulesCommand({
        GroupId,
        SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }],
      }),
    );
    const { SecurityGroupRules: rules } = await ec2.send(
      new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [SecurityGroupRuleId ?? ''] }),
    );
    expect(rules).toMatchObject([{ SecurityGroupRuleId, ...SecurityGroupRule }]);
  });

  test('an error has the code and the message of EC2', async () => {
    const unknown = new DescribeVpcEndpointsCommand({ VpcEndpointIds: ['vpce-00000000000000000'] });
    await expect(ec2.send(unknown)).rejects.toMatchObject({
      name: 'InvalidVpcEndpointId.NotFound',
      message: "The Vpc Endpoint Id 'vpce-00000000000000000' does not exist",
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('an access key that nobody has is no credential', async () => {
    const nobody = new EC2Client({
      endpoint: sandbox.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'none' },
      maxAttempts: 1,
    });
    await expect(nobody.send(new DescribeVpcEndpointsCommand({}))).rejects.toMatchObject({
      name: 'AuthFailure',
    });
  });

  test('accounts and Regions have nothing in common', async () => {
    const { VpcEndpointId } = await createEndpoint(newVpc());
    const theirs = new ModifyVpcEndpointCommand({ VpcEndpointId, ResetPolicy: true });
    for (const other of [clientOf('outsider'), clientOf('administrator', 'eu-west-1')])
      await expect(other.send(theirs)).rejects.toMatchObject({ name: 'InvalidVpcEndpointId.NotFound' });
  });
});

describe('A change at EC2', () => {
  test('reaches the functions as an event of aws.ec2', async () => {
    const { VpcEndpointId } = await createEndpoint(newVpc());
    received.length = 0;
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, PolicyDocument: policy }));
    await sandbox.idle();
    expect(received).toMatchObject([
      {
        source: 'aws.ec2',
        detail: {
          userAgent: expect.stringContaining('aws-sdk-js'),
          requestParameters: { ModifyVpcEndpointRequest: { VpcEndpointId, PolicyDocument: policy } },
        },
      },
    ]);
  });

  test('that is throttled has not happened', async () => {
    sandbox.faults.set({
      errors: [{ operation: 'CreateVpcEndpoint', code: 'ThrottlingException', times: 1 }],
    });
    const VpcId = newVpc();
    await expect(createEndpoint(VpcId)).rejects.toMatchObject({ name: 'ThrottlingException' });
    const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
    expect((await ec2.send(new DescribeVpcEndpointsCommand({ Filters }))).VpcEndpoints).toEqual([]);
  });

  test('is made though its caller crashes before the answer', async () => {
    sandbox.faults.set({ crashAfter: [{ operation: 'CreateVpcEndpoint', times: 1 }] });
    const VpcId = newVpc();
    await expect(createEndpoint(VpcId)).rejects.toThrow();
    const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
    expect((await ec2.send(new DescribeVpcEndpointsCommand({ Filters }))).VpcEndpoints).toHaveLength(1);
  });

  test('waits for the latency that is switched on', async () => {
    sandbox.faults.set({ latencyMs: 60 });
    const start = performance.now();
    await ec2.send(new DescribeVpcEndpointsCommand({}));
    expect(performance.now() - start).toBeGreaterThanOrEqual(55);
  });

  test('can be made at the sandbox itself', () => {
    const administrator = sandbox.callers.administrator;
    if (!administrator) throw new Error('There is no administrator.');
    const parameters = new Map([
      ['VpcId', vpc],
      ['GroupName', 'g'],
      ['GroupDescription', 'd'],
    ]);
    sandbox.ec2.call('CreateSecurityGroup', parameters, { caller: administrator, region: 'us-east-1' });
    expect(sandbox.records.at(-1)).toMatchObject({ eventName: 'CreateSecurityGroup' });
  });
});

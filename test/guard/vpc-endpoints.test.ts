import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVpcEndpointCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
  ModifySecurityGroupRulesCommand,
  ModifyVpcEndpointCommand,
  type ModifyVpcEndpointRequest,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Standard } from '../../shared/standard/standard.ts';
import { account, type Stage, startStage } from './stage.ts';

let stage: Stage;
let clients: EC2Client[];

const guarded = (standard: Standard): Standard => ({
  ...standard,
  defaults: {
    ...standard.defaults,
    perimeter: { endpointPolicy: 'restricted', admitted: ['10.0.0.0/16'], deletionAccounts: [] },
  },
});

beforeEach(async () => {
  clients = [];
  stage = await startStage(guarded);
});

afterEach(async () => {
  for (const client of clients) client.destroy();
  await stage.stop();
});

function as(name: string): EC2Client {
  const { endpoint, region, callers } = stage.sandbox;
  const credentials = callers[name];
  if (!credentials) throw new Error(`no caller ${name}`);
  const client = new EC2Client({ endpoint, region, credentials, maxAttempts: 1 });
  clients.push(client);
  return client;
}

const VpcId = 'vpc-0a1b2c3d4e5f60718';
const policyOf = (more: object) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', ...more }] });
const ours = policyOf({
  Resource: `arn:aws:kms:*:${account}:key/*`,
  Condition: { StringEquals: { 'aws:PrincipalAccount': account } },
});
const narrower = ours.replace('kms:*"', 'kms:Decrypt"');
const open = policyOf({ Resource: '*' });

async function createGroup(): Promise<string> {
  const { GroupId = '' } = await as('pipeline').send(
    new CreateSecurityGroupCommand({ GroupName: 'kms', Description: 'the way to KMS', VpcId }),
  );
  return GroupId;
}

async function createEndpoint({
  service = 'kms',
  policy = ours,
  by = 'pipeline',
  group = '',
}: {
  service?: string;
  policy?: string;
  by?: string;
  group?: string;
} = {}): Promise<string> {
  const { VpcEndpoint } = await as(by).send(
    new CreateVpcEndpointCommand({
      VpcId,
      VpcEndpointType: 'Interface',
      ServiceName: `com.amazonaws.${stage.sandbox.region}.${service}`,
      SecurityGroupIds: [group || (await createGroup())],
      PolicyDocument: policy,
    }),
  );
  await stage.sandbox.idle();
  return VpcEndpoint?.VpcEndpointId ?? '';
}

async function modify(
  VpcEndpointId: string,
  change: Omit<ModifyVpcEndpointRequest, 'VpcEndpointId'>,
  by = 'owner',
) {
  await as(by).send(new ModifyVpcEndpointCommand({ VpcEndpointId, ...change }));
}

async function livePolicy(id: string): Promise<string | undefined> {
  const { VpcEndpoints } = await as('owner').send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] }));
  return VpcEndpoints?.[0]?.PolicyDocument;
}

const evidence = () => stage.findings().flatMap((finding) => finding.evidence);
const ruled = () => stage.findings().map(({ rule }) => rule);

describe('the policy of a KMS endpoint', () => {
  test('is back after it was opened, and people hear who was let through', async () => {
    const id = await createEndpoint();
    await modify(id, { PolicyDocument: open });
    await stage.sandbox.idle();
    expect(await livePolicy(id)).toBe(ours);
    expect(stage.alerts()).toMatchObject([{ ok: true }, { ok: true }]);
    expect(evidence()).toContain('anyone in any other account may, if IAM agrees, do everything');
    expect(evidence()).toContain(
      'with keys of accounts that nobody named: anyone in account 111122223333 and any identity provider may do everything',
    );
  });

  test('is back after it was reset to the default, which lets everybody through', async () => {
    const id = await createEndpoint();
    await modify(id, { ResetPolicy: true });
    await stage.sandbox.idle();
    expect(await livePolicy(id)).toBe(ours);
  });

  test('that was put back comes back as a receipt, and causes nothing', async () => {
    const id = await createEndpoint();
    await modify(id, { PolicyDocument: open });
    await stage.sandbox.idle();
    expect(stage.outcomes()).toEqual(['adopted', 'remediated', 'clean']);
  });

  test('opened, with the event ten times at once, is put back once and told once', async () => {
    const id = await createEndpoint();
    await modify(id, { PolicyDocument: open });
    const record = stage.sandbox.records.findLast(({ eventName }) => eventName === 'ModifyVpcEndpoint');
    for (let again = 0; again < 9 && record; again += 1) stage.sandbox.deliver(record);
    await stage.sandbox.idle();
    expect(stage.steps()).toHaveLength(1);
    expect(stage.alerts()).toHaveLength(2);
  }, 20_000);

  test('is what a pipeline made of it last', async () => {
    const id = await createEndpoint();
    await modify(id, { PolicyDocument: narrower }, 'pipeline');
    await stage.sandbox.idle();
    await modify(id, { PolicyDocument: open });
    await stage.sandbox.idle();
    expect(await livePolicy(id)).toBe(narrower);
    expect(stage.outcomes().slice(0, 3)).toEqual(['adopted', 'adopted', 'remediated']);
  });

  test('by a person, and compliant, stays and is not approved', async () => {
    const id = await createEndpoint();
    await modify(id, { PolicyDocument: narrower });
    await stage.sandbox.idle();
    expect(await livePolicy(id)).toBe(narrower);
    expect(stage.outcomes()).toEqual(['adopted', 'clean']);
  });

  test('that was opened and closed before anybody looked is told', async () => {
    const id = await createEndpoint();
    stage.sandbox.faults.set({ events: { drop: 0, duplicate: 0, reorder: 2 } });
    await modify(id, { PolicyDocument: open });
    await modify(id, { PolicyDocument: ours }, 'pipeline');
    await stage.sandbox.idle();
    expect(await livePolicy(id)).toBe(ours);
    expect(stage.outcomes()).toContain('already-right');
    expect(stage.steps()).toEqual([]);
  });

  test('with nothing approved to go back to is told as a failure, and left', async () => {
    const id = await createEndpoint({ policy: open });
    expect(stage.outcomes()).toEqual(['failed']);
    expect(stage.alerts()).toHaveLength(2);
    expect(await livePolicy(id)).toBe(open);
  });
});

describe('an endpoint of another service', () => {
  test('is nobody’s, whatever its policy', async () => {
    const id = await createEndpoint({ service: 's3', policy: open });
    await modify(id, { PolicyDocument: ours });
    await modify(id, { PolicyDocument: open });
    await stage.sandbox.idle();
    expect(stage.outcomes()).toEqual([]);
    expect(stage.told.filter(({ type }) => type === 'ignored')).toHaveLength(3);
    expect(await livePolicy(id)).toBe(open);
  });
});

describe('the security groups of a KMS endpoint', () => {
  const https = (CidrIp: string) => ({
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp }] }],
  });
  const authorize = async (GroupId: string, more: object) => {
    const answer = await as('owner').send(new AuthorizeSecurityGroupIngressCommand({ GroupId, ...more }));
    await stage.sandbox.idle();
    return answer.SecurityGroupRules?.[0]?.SecurityGroupRuleId ?? '';
  };

  test('that admit the internet are told for each endpoint that has them, with the command that revokes it', async () => {
    const group = await createGroup();
    const id = await createEndpoint({ group });
    const fips = await createEndpoint({ group, service: 'kms-fips' });
    await authorize(group, https('0.0.0.0/0'));
    expect(stage.outcomes()).toEqual(['adopted', 'adopted', 'alerted', 'alerted']);
    expect(ruled()).toEqual(['vpc-endpoint-network', 'vpc-endpoint-network']);
    expect(evidence()).toEqual(
      [id, fips].map(
        (each) => `0.0.0.0/0 reaches port 443 of ${each}: ${group} (kms) admits tcp on port 443 from it`,
      ),
    );
    expect(stage.findings()[0]?.fix).toContain(
      `aws ec2 revoke-security-group-ingress --region us-east-1 --group-id ${group} --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]'`,
    );
    expect(stage.steps()).toEqual([]);
  });

  test('whose rule becomes one that admits the internet are told', async () => {
    const GroupId = await createGroup();
    await createEndpoint({ group: GroupId });
    const SecurityGroupRuleId = await authorize(GroupId, https('10.0.0.0/24'));
    expect(stage.outcomes()).toEqual(['adopted', 'clean']);
    const SecurityGroupRule = { IpProtocol: '-1', CidrIpv6: '::/0' };
    await as('owner').send(
      new ModifySecurityGroupRulesCommand({
        GroupId,
        SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }],
      }),
    );
    await stage.sandbox.idle();
    expect(stage.outcomes()).toEqual(['adopted', 'clean', 'alerted']);
  });

  test('that another one joins, open to the internet, are told', async () => {
    const id = await createEndpoint();
    const { GroupId = '' } = await as('owner').send(
      new CreateSecurityGroupCommand({ GroupName: 'open', Description: 'open', VpcId }),
    );
    await authorize(GroupId, https('0.0.0.0/0'));
    expect(stage.outcomes()).toEqual(['adopted']);
    await modify(id, { AddSecurityGroupIds: [GroupId] });
    await stage.sandbox.idle();
    expect(stage.outcomes()).toEqual(['adopted', 'alerted']);
    expect(ruled()).toEqual(['vpc-endpoint-network']);
  });
});

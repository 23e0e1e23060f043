import {
  CloudTrailClient,
  CreateTrailCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  CreateSecurityGroupCommand,
  CreateVpcEndpointCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
  ModifyVpcEndpointCommand,
} from '@aws-sdk/client-ec2';
import {
  ConnectCustomKeyStoreCommand,
  CreateCustomKeyStoreCommand,
  DescribeCustomKeyStoresCommand,
  DisconnectCustomKeyStoreCommand,
} from '@aws-sdk/client-kms';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { account, type Stage, startStage } from './stage.ts';
import { lastChange, undoOnStage } from './undo-on-stage.ts';

let stage: Stage;
let cloudTrail: CloudTrailClient;
let ec2: EC2Client;

beforeEach(async () => {
  stage = await startStage((standard) => ({
    ...standard,
    defaults: {
      ...standard.defaults,
      perimeter: { endpointPolicy: 'restricted', admitted: ['10.0.0.0/16'], deletionAccounts: [] },
    },
  }));
  const { endpoint, region, callers } = stage.sandbox;
  const credentials = callers.owner;
  if (credentials === undefined) throw new Error('no owner');
  cloudTrail = new CloudTrailClient({ endpoint, region, credentials });
  ec2 = new EC2Client({ endpoint, region, credentials });
});
afterEach(async () => {
  cloudTrail.destroy();
  ec2.destroy();
  await stage.stop();
});

/** Lets the guard put right what was done last, undoes that, and checks that it stays undone. */
async function undoLast(operation: string, service: string, resource: string) {
  const change = lastChange(stage, operation);
  await stage.sandbox.idle();
  expect(stage.steps()).not.toEqual([]);
  stage.told.length = 0;
  const arn = `arn:aws:${service}:${stage.sandbox.region}:${account}:${resource}`;
  expect(await undoOnStage(stage, change, arn)).toMatchObject({ outcome: 'undone' });
  expect(stage.steps()).toEqual([]);
  expect(stage.findings().every(({ respected }) => respected !== undefined)).toBe(true);
}

test('a trail is stopped again, or selects again what it did', async () => {
  const Name = 'audit';
  await cloudTrail.send(new CreateTrailCommand({ Name, S3BucketName: 'logs', IsMultiRegionTrail: true }));
  await cloudTrail.send(new StartLoggingCommand({ Name }));
  await stage.sandbox.idle();
  stage.told.length = 0;
  await cloudTrail.send(new StopLoggingCommand({ Name }));
  await undoLast('StopLogging', 'cloudtrail', `trail/${Name}`);
  expect((await cloudTrail.send(new GetTrailStatusCommand({ Name }))).IsLogging).toBe(false);

  await cloudTrail.send(new StartLoggingCommand({ Name }));
  await stage.sandbox.idle();
  const EventSelectors = [{ ReadWriteType: 'WriteOnly' as const, IncludeManagementEvents: true }];
  await cloudTrail.send(new PutEventSelectorsCommand({ TrailName: Name, EventSelectors }));
  await undoLast('PutEventSelectors', 'cloudtrail', `trail/${Name}`);
  const selected = await cloudTrail.send(new GetEventSelectorsCommand({ TrailName: Name }));
  expect(selected.EventSelectors).toMatchObject(EventSelectors);
});

test('the policy of a VPC endpoint is again the one that was replaced', async () => {
  const policyOf = (more: object) =>
    JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', ...more }] });
  const Condition = { StringEquals: { 'aws:PrincipalAccount': account } };
  const open = policyOf({ Resource: '*' });
  const VpcId = 'vpc-0a1b2c3d4e5f60718';
  const { GroupId = '' } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'kms', Description: 'the way to KMS', VpcId }),
  );
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId,
      VpcEndpointType: 'Interface',
      ServiceName: `com.amazonaws.${stage.sandbox.region}.kms`,
      SecurityGroupIds: [GroupId],
      PolicyDocument: policyOf({ Resource: `arn:aws:kms:*:${account}:key/*`, Condition }),
    }),
  );
  const VpcEndpointId = VpcEndpoint?.VpcEndpointId ?? '';
  await stage.sandbox.idle();
  await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, PolicyDocument: open }));
  await undoLast('ModifyVpcEndpoint', 'ec2', `vpc-endpoint/${VpcEndpointId}`);
  const { VpcEndpoints } = await ec2.send(
    new DescribeVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId] }),
  );
  expect(VpcEndpoints?.[0]?.PolicyDocument).toBe(open);
});

test('a key store is disconnected again', async () => {
  const pipeline = stage.as('pipeline');
  const { CustomKeyStoreId = '' } = await pipeline.send(
    new CreateCustomKeyStoreCommand({ CustomKeyStoreName: 'vault' }),
  );
  await pipeline.send(new ConnectCustomKeyStoreCommand({ CustomKeyStoreId }));
  await stage.sandbox.idle();
  await stage.as('owner').send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }));
  await undoLast('DisconnectCustomKeyStore', 'kms', `custom-key-store/${CustomKeyStoreId}`);
  const { CustomKeyStores } = await pipeline.send(new DescribeCustomKeyStoresCommand({ CustomKeyStoreId }));
  expect(CustomKeyStores?.[0]?.ConnectionState).toMatch(/^DISCONNECT/);
});

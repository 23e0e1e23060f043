import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DescribeOrganizationCommand,
  DetachPolicyCommand,
  ListAccountsCommand,
  ListRootsCommand,
  OrganizationsClient,
  paginateListPoliciesForTarget,
} from '@aws-sdk/client-organizations';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { deploymentOf } from '../deployment.ts';
import { standardOf } from '../standard.ts';
import { FULL, SCP, scp } from './scene.ts';

const deployment = deploymentOf('organization', {
  source: 'aws.organizations',
  detail: '{ eventName: [AttachPolicy, DetachPolicy, UpdatePolicy], errorCode: [{ exists: false }] }',
  batchSize: 5,
});

type Received = {
  readonly region: string;
  readonly account: string;
  readonly detail: { readonly eventName: string };
};

let sandbox: Sandbox;
let received: Received[];

beforeEach(async () => {
  received = [];
  sandbox = await startSandbox({
    standard: standardOf(),
    deployment,
    failed: () => {},
    handlers: () => ({
      async organization({ Records }) {
        for (const { body } of Records) received.push(JSON.parse(body));
        return { batchItemFailures: [] };
      },
    }),
  });
});

afterEach(() => sandbox.stop());

function clientOf(name: string, maxAttempts = 1): OrganizationsClient {
  const credentials = sandbox.callers[name];
  if (!credentials) throw new Error(`There is no caller ${name}.`);
  return new OrganizationsClient({
    endpoint: sandbox.endpoint,
    region: 'eu-west-1',
    credentials,
    maxAttempts,
  });
}

async function createPolicy(client: OrganizationsClient, Name: string): Promise<string> {
  const { Policy } = await client.send(
    new CreatePolicyCommand({ Name, Description: '', Content: scp(), Type: SCP }),
  );
  return Policy?.PolicySummary?.Id ?? '';
}

describe('the real client', () => {
  test('finds our account as the management account, and itself in the root', async () => {
    const client = clientOf('administrator');
    const { Organization } = await client.send(new DescribeOrganizationCommand({}));
    expect(Organization?.MasterAccountId).toBe(sandbox.accounts[0]);
    const { Roots } = await client.send(new ListRootsCommand({}));
    expect(Roots?.map(({ Id }) => Id)).toEqual([sandbox.organizations.rootId]);
  });

  test('reads times as dates', async () => {
    const { Accounts } = await clientOf('administrator').send(new ListAccountsCommand({}));
    expect(Accounts?.[0]?.JoinedTimestamp).toBeInstanceOf(Date);
  });

  test('turns the pages of what is attached', async () => {
    const client = clientOf('administrator');
    const TargetId = sandbox.organizations.addAccount();
    const PolicyId = await createPolicy(client, 'Keys');
    await client.send(new AttachPolicyCommand({ PolicyId, TargetId }));
    const pages = [];
    for await (const { Policies } of paginateListPoliciesForTarget(
      { client, pageSize: 1 },
      { TargetId, Filter: SCP },
    ))
      pages.push(Policies?.map(({ Id }) => Id));
    expect(pages).toEqual([[FULL], [PolicyId]]);
  });

  test('is given the reason of a violated limit', async () => {
    const input = { PolicyId: FULL, TargetId: sandbox.organizations.rootId };
    await expect(clientOf('administrator').send(new DetachPolicyCommand(input))).rejects.toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
      message: expect.stringContaining('You cannot remove the last policy'),
    });
  });

  test('of an account outside is told that it is in no organization', async () => {
    await expect(clientOf('outsider').send(new DescribeOrganizationCommand({}))).rejects.toMatchObject({
      name: 'AWSOrganizationsNotInUseException',
    });
  });

  test('tries again when it is throttled', async () => {
    sandbox.faults.set({ errors: [{ operation: 'ListRoots', code: 'TooManyRequestsException', times: 1 }] });
    await expect(clientOf('administrator', 1).send(new ListRootsCommand({}))).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      $metadata: { httpStatusCode: 400 },
    });
    sandbox.faults.set({ errors: [{ operation: 'ListRoots', code: 'TooManyRequestsException', times: 1 }] });
    expect((await clientOf('administrator', 2).send(new ListRootsCommand({}))).Roots).toHaveLength(1);
  });

  test('whose caller crashes after the call has made the change', async () => {
    const client = clientOf('administrator');
    const PolicyId = await createPolicy(client, 'Keys');
    sandbox.faults.set({ crashAfter: [{ operation: 'AttachPolicy', times: 1 }] });
    const input = { PolicyId, TargetId: sandbox.organizations.rootId };
    await expect(client.send(new AttachPolicyCommand(input))).rejects.toThrow();
    await expect(client.send(new AttachPolicyCommand(input))).rejects.toMatchObject({
      name: 'DuplicatePolicyAttachmentException',
    });
  });
});

test('changes of policies reach the functions whose rules match aws.organizations', async () => {
  const client = clientOf('administrator');
  const input = { PolicyId: await createPolicy(client, 'Keys'), TargetId: sandbox.organizations.rootId };
  await client.send(new AttachPolicyCommand(input));
  await client.send(new DetachPolicyCommand(input));
  await client.send(new DetachPolicyCommand(input)).catch(() => {});
  await sandbox.idle();
  expect(received.map(({ detail }) => detail.eventName)).toEqual(['AttachPolicy', 'DetachPolicy']);
  expect(received[0]).toMatchObject({ region: 'us-east-1', account: sandbox.accounts[0] });
  expect(sandbox.records.map(({ eventName }) => eventName)).toEqual([
    'CreatePolicy',
    'AttachPolicy',
    'DetachPolicy',
    'DetachPolicy',
  ]);
});

import {
  CloudTrailClient,
  CreateTrailCommand,
  DeleteTrailCommand,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { deploymentOf } from '../deployment.ts';
import { standardOf } from '../standard.ts';

const deployment = deploymentOf('trails', {
  source: 'aws.cloudtrail',
  detail: '{ eventName: [StopLogging, DeleteTrail] }',
  batchSize: 1,
});

let sandbox: Sandbox;
let received: { readonly eventName: string; readonly name: string }[];
let changes: string[];

beforeEach(async () => {
  received = [];
  changes = [];
  sandbox = await startSandbox({
    standard: standardOf(),
    deployment,
    handlers: () => ({
      async trails({ Records }) {
        for (const { body } of Records) {
          const { detail } = JSON.parse(body);
          received.push({ eventName: detail.eventName, name: detail.requestParameters.name });
        }
        return { batchItemFailures: [] };
      },
    }),
    report: ({ operation }) => changes.push(operation),
  });
});

afterEach(() => sandbox.stop());

function client(region = 'us-east-1'): CloudTrailClient {
  const caller = sandbox.callers.administrator;
  if (!caller) throw new Error('There is no administrator.');
  const { accessKeyId, secretAccessKey } = caller;
  return new CloudTrailClient({
    endpoint: sandbox.endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });
}

const audit = { Name: 'audit', S3BucketName: 'logs-of-ours', IsMultiRegionTrail: true };

describe('The AWS SDK for CloudTrail', () => {
  test('makes, starts, reads, changes, stops and deletes a trail', async () => {
    const here = client();
    const { TrailARN } = await here.send(new CreateTrailCommand(audit));
    await here.send(new StartLoggingCommand({ Name: TrailARN }));
    const status = await here.send(new GetTrailStatusCommand({ Name: 'audit' }));
    expect(status).toMatchObject({ IsLogging: true, StartLoggingTime: expect.any(Date) });
    await here.send(new UpdateTrailCommand({ Name: 'audit', EnableLogFileValidation: true }));
    const { Trail } = await here.send(new GetTrailCommand({ Name: 'audit' }));
    expect(Trail).toMatchObject({ TrailARN, LogFileValidationEnabled: true, HomeRegion: 'us-east-1' });
    const EventSelectors = [{ ExcludeManagementEventSources: ['kms.amazonaws.com'] }];
    await here.send(new PutEventSelectorsCommand({ TrailName: 'audit', EventSelectors }));
    const selectors = await here.send(new GetEventSelectorsCommand({ TrailName: 'audit' }));
    expect(selectors.EventSelectors).toMatchObject(EventSelectors);
    await here.send(new StopLoggingCommand({ Name: 'audit' }));
    await here.send(new DeleteTrailCommand({ Name: 'audit' }));
    expect((await here.send(new DescribeTrailsCommand({}))).trailList).toEqual([]);
  });

  test('gets the errors that CloudTrail has', async () => {
    const { TrailARN } = await client().send(new CreateTrailCommand(audit));
    const elsewhere = client('eu-west-1');
    await expect(elsewhere.send(new StopLoggingCommand({ Name: TrailARN }))).rejects.toMatchObject({
      name: 'InvalidHomeRegionException',
      message: expect.stringContaining('us-east-1'),
    });
    await expect(elsewhere.send(new StopLoggingCommand({ Name: 'other' }))).rejects.toMatchObject({
      name: 'TrailNotFoundException',
    });
  });

  test('is throttled, and crashes its caller, where faults say so', async () => {
    const here = client();
    sandbox.faults.set({
      errors: [{ operation: 'CreateTrail', code: 'ThrottlingException', times: 1 }],
      crashAfter: [{ operation: 'StartLogging', times: 1 }],
    });
    await expect(here.send(new CreateTrailCommand(audit))).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
    await here.send(new CreateTrailCommand(audit));
    await expect(here.send(new StartLoggingCommand({ Name: 'audit' }))).rejects.toThrow();
    const { IsLogging } = await here.send(new GetTrailStatusCommand({ Name: 'audit' }));
    expect(IsLogging).toBe(true);
  });
});

describe('What is done to a trail', () => {
  test('reaches the functions whose rule asks for it, the end of logging too', async () => {
    const here = client();
    await here.send(new CreateTrailCommand(audit));
    await here.send(new StopLoggingCommand({ Name: 'audit' }));
    await here.send(new DeleteTrailCommand({ Name: 'audit' }));
    await sandbox.idle();
    expect(received).toEqual([
      { eventName: 'StopLogging', name: 'audit' },
      { eventName: 'DeleteTrail', name: 'audit' },
    ]);
    expect(sandbox.records.map(({ eventName }) => eventName)).toEqual([
      'CreateTrail',
      'StopLogging',
      'DeleteTrail',
    ]);
  });

  test('is no change of a KMS key', async () => {
    await client().send(new CreateTrailCommand(audit));
    expect(changes).toEqual([]);
  });

  test('tells whether the events of KMS are logged', async () => {
    await client().send(new CreateTrailCommand(audit));
    await client().send(new StartLoggingCommand({ Name: 'audit' }));
    expect(sandbox.trails.logsKms('111122223333', 'eu-west-1')).toBe(true);
  });
});

import {
  CloudTrailClient,
  CreateTrailCommand,
  DeleteTrailCommand,
  type EventSelector,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { account, type Stage, startStage } from './stage.ts';

let stage: Stage;
let clients: CloudTrailClient[];

beforeEach(async () => {
  clients = [];
  stage = await startStage();
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  await stage.stop();
});

/** CloudTrail as one of the standard's roles. */
function as(name: string, region = stage.sandbox.region): CloudTrailClient {
  const { endpoint, callers } = stage.sandbox;
  const credentials = callers[name];
  if (!credentials) throw new Error(`no caller ${name}`);
  const client = new CloudTrailClient({ endpoint, region, credentials, maxAttempts: 1 });
  clients.push(client);
  return client;
}

/** A trail of all Regions that logs, made by the pipeline. */
async function startTrail(Name = 'audit', more: { readonly EventSelectors?: EventSelector[] } = {}) {
  const pipeline = as('pipeline');
  await pipeline.send(new CreateTrailCommand({ Name, S3BucketName: 'logs', IsMultiRegionTrail: true }));
  if (more.EventSelectors) await pipeline.send(new PutEventSelectorsCommand({ TrailName: Name, ...more }));
  await pipeline.send(new StartLoggingCommand({ Name }));
  await stage.sandbox.idle();
}

/** Makes a call as one of the roles, and lets the guard answer it. */
async function calling(call: Promise<unknown>): Promise<void> {
  await call;
  await stage.sandbox.idle();
}

const isLogging = async (Name = 'audit') =>
  (await as('owner').send(new GetTrailStatusCommand({ Name }))).IsLogging;
const selectors = async (TrailName = 'audit') =>
  as('owner').send(new GetEventSelectorsCommand({ TrailName }));
const logsKms = () => {
  const { trails, region } = stage.sandbox;
  return trails.logsKms(account, region, 'read') && trails.logsKms(account, region, 'write');
};
const stop = (by = 'owner', Name = 'audit') => as(by).send(new StopLoggingCommand({ Name }));
const steps = () => stage.steps().map(({ step, outcome }) => [step.kind, outcome]);

describe('a trail', () => {
  test('that is made by a pipeline, told what to log and started is nobody’s finding', async () => {
    await startTrail('audit', { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] });
    expect(stage.outcomes()).toEqual(['clean', 'clean', 'clean']);
    expect(stage.alerts()).toEqual([]);
  });

  test('that somebody stops is started again, and told once on each channel', async () => {
    await startTrail();
    await calling(stop());
    expect(await isLogging()).toBe(true);
    expect(steps()).toEqual([['start-logging', 'done']]);
    expect(stage.alerts()).toMatchObject([{ ok: true }, { ok: true }]);
    expect(stage.findings()).toMatchObject([{ rule: 'kms-logged', severity: 'critical' }]);
    expect(stage.alerts()[0]?.headline).toBe(
      'Put right: role/KeyOwner (session sandbox) stopped trail audit',
    );
  });

  test('started by the guardian comes back as a receipt, and causes nothing', async () => {
    await startTrail();
    stage.told.length = 0;
    await calling(stop());
    expect(stage.outcomes()).toEqual(['remediated', 'clean']);
  });

  test('whose stop is delivered ten times is started once, and told once', async () => {
    await startTrail();
    await stop();
    const record = stage.sandbox.records.findLast(({ eventName }) => eventName === 'StopLogging');
    for (let again = 0; again < 9 && record; again += 1) stage.sandbox.deliver(record);
    await stage.sandbox.idle();
    expect(steps()).toEqual([['start-logging', 'done']]);
    expect(stage.alerts()).toHaveLength(2);
  }, 20_000);

  test('stopped by its ARN, and started again by whoever did it, is told all the same', async () => {
    await startTrail();
    stage.sandbox.faults.set({ events: { drop: 0, duplicate: 0, reorder: 2 } });
    const owner = as('owner');
    const Name = `arn:aws:cloudtrail:${stage.sandbox.region}:${account}:trail/audit`;
    await owner.send(new StopLoggingCommand({ Name }));
    await owner.send(new StartLoggingCommand({ Name }));
    await stage.sandbox.idle();
    expect(stage.outcomes()).toContain('already-right');
    expect(steps()).toEqual([]);
    expect(stage.alerts()).toHaveLength(2);
  });

  test('that leaves KMS out has it back, with its data events as they were', async () => {
    await startTrail();
    const DataResources = [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::ours/'] }];
    const EventSelectors: EventSelector[] = [
      {
        ReadWriteType: 'WriteOnly',
        IncludeManagementEvents: true,
        ExcludeManagementEventSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'],
        DataResources,
      },
    ];
    await calling(as('owner').send(new PutEventSelectorsCommand({ TrailName: 'audit', EventSelectors })));
    expect(logsKms()).toBe(true);
    const excluded = { ExcludeManagementEventSources: ['rdsdata.amazonaws.com'] };
    expect((await selectors()).EventSelectors).toMatchObject([
      { ReadWriteType: 'WriteOnly', DataResources, ...excluded },
      { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ...excluded },
    ]);
    expect(steps()).toEqual([['put-event-selectors', 'done']]);
    expect(stage.alerts()).toHaveLength(2);
  });

  test('that leaves KMS out by an advanced selector has it back, with its data events as they were', async () => {
    await startTrail();
    const management = { Field: 'eventCategory', Equals: ['Management'] };
    const objects = {
      Name: 'objects',
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Data'] },
        { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
      ],
    };
    const AdvancedEventSelectors = [
      { FieldSelectors: [management, { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] }] },
      objects,
    ];
    await calling(
      as('owner').send(new PutEventSelectorsCommand({ TrailName: 'audit', AdvancedEventSelectors })),
    );
    expect(logsKms()).toBe(true);
    expect((await selectors()).AdvancedEventSelectors).toEqual([{ FieldSelectors: [management] }, objects]);
  });

  test('that was stopped, and made to leave KMS out, is started and logs KMS', async () => {
    await startTrail();
    const owner = as('owner');
    await owner.send(
      new PutEventSelectorsCommand({
        TrailName: 'audit',
        EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: false }],
      }),
    );
    await owner.send(new StopLoggingCommand({ Name: 'audit' }));
    await stage.sandbox.idle();
    expect(await isLogging()).toBe(true);
    expect(logsKms()).toBe(true);
    expect(steps().filter(([, outcome]) => outcome !== 'done')).toEqual([]);
  });

  test('that is deleted cannot be put right, and is told as loud as can be, with what to do', async () => {
    await startTrail();
    await calling(as('owner').send(new DeleteTrailCommand({ Name: 'audit' })));
    expect(stage.outcomes().at(-1)).toBe('failed');
    expect(stage.alerts()[0]?.headline).toBe(
      'NOT PUT RIGHT: role/KeyOwner (session sandbox) deleted trail audit',
    );
    const told = JSON.stringify(stage.sandbox.slack.messages);
    expect(told).toContain("aws cloudtrail create-trail --region us-east-1 --name 'audit'");
    expect(told).toContain("aws cloudtrail start-logging --region us-east-1 --name 'audit'");
  });

  test('that is made one of its home Region alone is told, and left to a person', async () => {
    await startTrail();
    await calling(as('owner').send(new UpdateTrailCommand({ Name: 'audit', IsMultiRegionTrail: false })));
    expect(stage.outcomes().at(-1)).toBe('alerted');
    expect(stage.alerts()).toHaveLength(2);
  });

  test('that CloudTrail cannot start yet is started when it can, and told once', async () => {
    await startTrail();
    await stop();
    stage.sandbox.faults.set({
      errors: [{ operation: 'StartLogging', code: 'ThrottlingException', times: 6 }],
    });
    await stage.sandbox.idle();
    expect(await isLogging()).toBe(true);
    expect(stage.alerts()).toHaveLength(2);
  }, 60_000);

  test.each(['GetTrailStatus', 'GetEventSelectors', 'StartLogging', 'PutItem'])(
    'that is stopped is logging, and told, though the function crashes after %s',
    async (operation) => {
      await startTrail();
      await stop();
      stage.sandbox.faults.set({ crashAfter: [{ operation, times: 1 }] });
      await stage.sandbox.idle();
      expect(await isLogging()).toBe(true);
      expect(stage.alerts().length).toBeGreaterThanOrEqual(2);
    },
    60_000,
  );
});

describe('while another trail logs every KMS call', () => {
  beforeEach(async () => {
    await startTrail();
    await startTrail('backup');
    stage.told.length = 0;
  });

  test('a pipeline may stop one', async () => {
    await calling(stop('pipeline'));
    expect(stage.outcomes()).toEqual(['clean']);
    expect(await isLogging()).toBe(false);
    expect(stage.alerts()).toEqual([]);
  });

  test('a pipeline may delete one', async () => {
    await calling(as('pipeline').send(new DeleteTrailCommand({ Name: 'audit' })));
    expect(stage.outcomes()).toEqual(['clean']);
  });

  test('nobody else may, though it is less grave', async () => {
    await calling(stop());
    expect(await isLogging()).toBe(true);
    expect(stage.findings()).toMatchObject([
      {
        severity: 'high',
        evidence: ['it is a trail of all Regions', 'beside it backup logs every KMS call'],
      },
    ]);
  });

  test('a pipeline that stops both has the second started again', async () => {
    await calling(stop('pipeline'));
    await calling(stop('pipeline', 'backup'));
    expect([await isLogging(), await isLogging('backup')]).toEqual([false, true]);
    expect(logsKms()).toBe(true);
  });

  test('a trail of another Region counts, and is looked after at home', async () => {
    const elsewhere = as('pipeline', 'eu-west-1');
    await elsewhere.send(
      new CreateTrailCommand({ Name: 'europe', S3BucketName: 'logs', IsMultiRegionTrail: true }),
    );
    await elsewhere.send(new StartLoggingCommand({ Name: 'europe' }));
    await calling(stop('pipeline', 'backup'));
    await calling(stop('pipeline'));
    expect([await isLogging(), await isLogging('backup')]).toEqual([false, false]);
    expect(logsKms()).toBe(true);
    await calling(as('owner', 'eu-west-1').send(new StopLoggingCommand({ Name: 'europe' })));
    expect(logsKms()).toBe(true);
  });
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sweepers } from '../../shared/sweep/sweep.ts';
import { ofType, type Package, packageService, type Resources } from './package-service.ts';

let service: Package;
let resources: Resources;
beforeAll(async () => {
  service = await packageService();
  resources = service.resources;
}, 60_000);
afterAll(() => service?.remove());

const properties = (name: string) => resources[name]?.Properties ?? {};
const arnOf = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
const titles = sweepers.map((name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`);

test('a sweep begins once a day, by an order that names the time it was due', () => {
  expect(properties('SweepRule')).toMatchObject({
    ScheduleExpression: 'cron(0 3 * * ? *)',
    Targets: [
      {
        Arn: arnOf('SweepQueue'),
        SqsParameters: { MessageGroupId: 'sweep' },
        InputTransformer: {
          InputPathsMap: { at: '$.time' },
          InputTemplate: '{"kms-guardian":"sweep","id":<at>,"at":<at>}',
        },
      },
    ],
  });
});

test('its queue keeps its order, is fed by its schedule alone, and hands out one page at a time', () => {
  expect(properties('SweepQueue')).toMatchObject({
    FifoQueue: true,
    ContentBasedDeduplication: true,
    RedrivePolicy: { deadLetterTargetArn: arnOf('SweepDeadLetterQueue'), maxReceiveCount: 5 },
  });
  const { PolicyDocument } = properties('SweepQueuePolicy') as {
    readonly PolicyDocument: { readonly Statement: readonly { readonly Effect: string }[] };
  };
  expect(PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow')).toMatchObject([
    {
      Principal: { Service: 'events.amazonaws.com' },
      Resource: arnOf('SweepQueue'),
      Condition: { ArnEquals: { 'aws:SourceArn': arnOf('SweepRule') } },
    },
  ]);
  expect(properties('SweepEventSourceMappingSQSSweepQueue')).toMatchObject({
    FunctionName: arnOf('SweepLambdaFunction'),
    BatchSize: 1,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
});

test('its role lists and describes keys, and sends to the queues of the sweep, and does nothing else', () => {
  expect(properties('SweepRole').Path).toBe('/kms-guardian/');
  const [policy] = properties('SweepRole').Policies as readonly {
    readonly PolicyDocument: {
      readonly Statement: readonly { readonly Action: unknown; readonly Resource: unknown }[];
    };
  }[];
  expect(policy?.PolicyDocument.Statement.map(({ Action, Resource }) => [Action, Resource])).toEqual([
    ['kms:ListKeys', '*'],
    ['kms:DescribeKey', { 'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/*' }],
    ['sqs:SendMessage', [arnOf('SweepQueue'), ...titles.map((title) => arnOf(`${title}SweepQueue`))]],
    [['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], arnOf('SweepQueue')],
    [['logs:CreateLogStream', 'logs:PutLogEvents'], arnOf('SweepLogGroup')],
  ]);
});

test('it knows the queue of each function that it asks, and no change waits behind what is in there', () => {
  const { SWEEP_QUEUE_URL, SWEEP_QUEUE_URLS } = (
    properties('SweepLambdaFunction').Environment as {
      readonly Variables: {
        readonly SWEEP_QUEUE_URL: unknown;
        readonly SWEEP_QUEUE_URLS: { readonly 'Fn::Sub': string };
      };
    }
  ).Variables;
  expect(SWEEP_QUEUE_URL).toEqual({ Ref: 'SweepQueue' });
  expect(JSON.parse(SWEEP_QUEUE_URLS['Fn::Sub'])).toEqual(
    Object.fromEntries(sweepers.map((name, index) => [name, `\${${titles[index]}SweepQueue}`])),
  );
  for (const title of titles)
    expect(properties(`${title}EventSourceMappingSQS${title}SweepQueue`)).toMatchObject({
      EventSourceArn: arnOf(`${title}SweepQueue`),
      FunctionName: arnOf(`${title}LambdaFunction`),
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    });
});

test('every queue of it has a dead-letter queue, and alarms to the topic on what is lost and what is late', () => {
  for (const title of ['', ...titles]) {
    expect(properties(`${title}SweepQueue`).RedrivePolicy).toMatchObject({
      deadLetterTargetArn: arnOf(`${title}SweepDeadLetterQueue`),
    });
    expect(properties(`${title}SweepDeadLetterAlarm`)).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 0,
      AlarmActions: [{ Ref: 'AlertTopic' }],
    });
    expect(properties(`${title}SweepAgeAlarm`)).toMatchObject({
      MetricName: 'ApproximateAgeOfOldestMessage',
      Threshold: title === '' ? 300 : 43_200,
    });
  }
  const alarms = ofType(resources, 'AWS::CloudWatch::Alarm').map(([name]) => name);
  expect(alarms).toEqual(
    expect.arrayContaining(['SweepUndeliveredAlarm', 'SweepErrorsAlarm', 'SweepThrottlesAlarm']),
  );
});

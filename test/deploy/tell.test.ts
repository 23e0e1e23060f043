import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Package, packageService, type Resources } from './package-service.ts';

let service: Package;
let resources: Resources;
beforeAll(async () => {
  service = await packageService();
  resources = service.resources;
}, 60_000);
afterAll(() => service?.remove());

const properties = (name: string) => resources[name]?.Properties ?? {};
const arnOf = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
const own = (service: string, resource: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
});

type Statement = { readonly Sid: string; readonly Action: unknown; readonly Resource: unknown };
const statementsOf = (role: string) => {
  const [policy] = properties(role).Policies as readonly {
    readonly PolicyDocument: { readonly Statement: readonly Statement[] };
  }[];
  return policy?.PolicyDocument.Statement ?? [];
};

describe('the queue of alerts', () => {
  test('keeps its order, and has a dead-letter queue that does', () => {
    expect(properties('AlertQueue')).toMatchObject({
      QueueName: { 'Fn::Sub': expect.stringMatching(/\.fifo$/) },
      FifoQueue: true,
      ContentBasedDeduplication: true,
      SqsManagedSseEnabled: true,
      RedrivePolicy: { deadLetterTargetArn: arnOf('AlertDeadLetterQueue'), maxReceiveCount: 5 },
    });
    expect(properties('AlertDeadLetterQueue')).toMatchObject({
      QueueName: { 'Fn::Sub': expect.stringMatching(/\.fifo$/) },
      FifoQueue: true,
      SqsManagedSseEnabled: true,
    });
  });

  test.each([
    ['AlertFlushRule', 'rate(5 minutes)', '{"kind":"flush","at":<at>}'],
    ['AlertDigestRule', 'cron(0 6 * * ? *)', '{"kind":"digest","at":<at>}'],
  ])('is sent to by %s, in the group of the alerts, each time another text', (rule, schedule, template) => {
    expect(properties(rule)).toMatchObject({
      ScheduleExpression: schedule,
      Targets: [
        {
          Arn: arnOf('AlertQueue'),
          SqsParameters: { MessageGroupId: 'alerts' },
          InputTransformer: { InputPathsMap: { at: '$.time' }, InputTemplate: template },
        },
      ],
    });
  });

  test('takes from EventBridge only what these two rules send', () => {
    const { PolicyDocument } = properties('AlertQueuePolicy') as {
      readonly PolicyDocument: { readonly Statement: readonly object[] };
    };
    const allowed = PolicyDocument.Statement.filter((each) => 'Effect' in each && each.Effect === 'Allow');
    expect(allowed).toMatchObject([
      {
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: arnOf('AlertQueue'),
        Condition: {
          ArnEquals: { 'aws:SourceArn': [arnOf('AlertFlushRule'), arnOf('AlertDigestRule')] },
        },
      },
    ]);
  });

  test('has alarms, to the topic, on what could not be told, what waits, and what was not ordered', () => {
    const alarms = [
      ['AlertDeadLetter', 'ApproximateNumberOfMessagesVisible', 0],
      ['AlertAge', 'ApproximateAgeOfOldestMessage', 300],
      ['AlertFlushUndelivered', 'FailedInvocations', 0],
      ['AlertDigestUndelivered', 'FailedInvocations', 0],
      ['TellErrors', 'Errors', 0],
      ['TellThrottles', 'Throttles', 0],
    ] as const;
    for (const [name, MetricName, Threshold] of alarms)
      expect(properties(`${name}Alarm`)).toMatchObject({
        MetricName,
        Threshold,
        AlarmActions: [{ Ref: 'AlertTopic' }],
      });
  });
});

describe('the tell function', () => {
  test('gets one alert at a time, and six times its own time for it', () => {
    expect(properties('TellEventSourceMappingSQSAlertQueue')).toMatchObject({
      EventSourceArn: arnOf('AlertQueue'),
      FunctionName: arnOf('TellLambdaFunction'),
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BatchSize: 1,
    });
    const timeout = Number(properties('TellLambdaFunction').Timeout);
    expect(properties('AlertQueue').VisibilityTimeout).toBeGreaterThanOrEqual(6 * timeout);
  });

  test('has a role that may speak to people, and touches no key', () => {
    expect(properties('TellRole').Path).toBe('/kms-guardian/');
    expect(properties('TellLambdaFunction').Role).toEqual(arnOf('TellRole'));
    const may = statementsOf('TellRole').map(({ Action, Resource }) => [Action, Resource]);
    expect(may).toEqual([
      [['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], arnOf('Ledger')],
      ['sns:Publish', [{ Ref: 'AlertTopic' }, own('sns', 'kms-guardian-amazon-q*')]],
      [['kms:Decrypt', 'kms:GenerateDataKey'], arnOf('AlertKey')],
      ['secretsmanager:GetSecretValue', own('secretsmanager', 'secret:kms-guardian/*')],
      ['ssm:GetParameter', own('ssm', 'parameter/kms-guardian/*')],
      ['events:PutEvents', own('events', 'event-bus/none')],
      ['securityhub:BatchImportFindings', own('securityhub', 'product/${AWS::AccountId}/default')],
      [['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], arnOf('AlertQueue')],
      [['logs:CreateLogStream', 'logs:PutLogEvents'], arnOf('TellLogGroup')],
    ]);
  });

  test('alone knows where Slack’s secret is, and nobody knows what it is', () => {
    const variablesOf = (name: string) =>
      Object.keys(
        (properties(name).Environment as { readonly Variables: Readonly<Record<string, unknown>> }).Variables,
      );
    expect(variablesOf('TellLambdaFunction')).toEqual(
      expect.arrayContaining(['SLACK_SECRET', 'SLACK_TEAM_ID', 'ALERT_TOPIC_ARN', 'LEDGER_TABLE']),
    );
    expect(variablesOf('PolicyLambdaFunction').filter((name) => /SLACK|TOPIC/.test(name))).toEqual([]);
    expect(variablesOf('PolicyLambdaFunction')).toContain('ALERT_QUEUE_URL');
  });
});

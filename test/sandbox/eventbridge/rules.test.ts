import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { PatternError } from '../../../sandbox/eventbridge/pattern-error.ts';
import { DeploymentError, readDeployment } from '../../../sandbox/eventbridge/rules.ts';

const text = `
functions:
  policy:
    handler: policy.handler
    events:
      - sqs: { arn: !GetAtt Jobs.Arn, batchSize: 5, functionResponseType: ReportBatchItemFailures, maximumConcurrency: 2 }
  plain:
    handler: plain.handler
    events:
      - sqs: !GetAtt [Jobs, Arn]
      - schedule: rate(1 hour)
resources:
  Resources:
    Rule:
      Type: AWS::Events::Rule
      Properties:
        EventPattern: { source: [aws.kms] }
        Targets: [{ Id: q, Arn: { Fn::GetAtt: [Jobs, Arn] } }]
    Jobs:
      Type: AWS::SQS::Queue
      Properties:
        QueueName: !Sub 'jobs-\${AWS::Region}'
        VisibilityTimeout: 120
        RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5 }
    Dead:
      Type: AWS::SQS::Queue
`;

describe('A deployment', () => {
  test('gives queues their visibility timeout and dead-letter queue, and the defaults of CloudFormation', () => {
    expect(readDeployment(text).queues).toEqual([
      { name: 'Jobs', visibilityTimeoutSeconds: 120, redrive: { queue: 'Dead', maxReceiveCount: 5 } },
      { name: 'Dead', visibilityTimeoutSeconds: 30 },
    ]);
  });

  test('gives rules the queues that their targets name', () => {
    expect(readDeployment(text).rules).toMatchObject([{ name: 'Rule', queues: ['Jobs'] }]);
  });

  test('gives functions their queues, with the defaults of Lambda, and leaves out other events', () => {
    expect(readDeployment(text).mappings).toEqual([
      {
        functionName: 'policy',
        queue: 'Jobs',
        batchSize: 5,
        reportsItemFailures: true,
        maximumConcurrency: 2,
      },
      {
        functionName: 'plain',
        queue: 'Jobs',
        batchSize: 10,
        reportsItemFailures: false,
        maximumConcurrency: 1000,
      },
    ]);
  });

  test('that names a queue which is not there is refused, with the rule that names it', () => {
    const broken = text.replace('Arn: { Fn::GetAtt: [Jobs, Arn] }', 'Arn: { Fn::GetAtt: [Job, Arn] }');
    expect(() => readDeployment(broken)).toThrow(DeploymentError);
    expect(() => readDeployment(broken)).toThrow(/Rule: it names Job,/);
  });

  test('whose event pattern EventBridge would refuse is refused', () => {
    expect(() => readDeployment(text.replace('[aws.kms]', '[]'))).toThrow(PatternError);
  });

  test('reads whether a queue is FIFO, and takes a FIFO dead-letter queue for it alone', () => {
    const own = readDeployment(`
resources:
  Resources:
    Alerts:
      Type: AWS::SQS::Queue
      Properties:
        FifoQueue: true
        ContentBasedDeduplication: true
        RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 2 }
    Dead: { Type: AWS::SQS::Queue, Properties: { FifoQueue: true } }
`);
    expect(own.queues.map(({ fifo: each }) => each)).toEqual([
      { contentBasedDeduplication: true },
      { contentBasedDeduplication: false },
    ]);
    const mixed = `
resources:
  Resources:
    Alerts:
      Type: AWS::SQS::Queue
      Properties: { FifoQueue: true, RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn } }
    Dead: { Type: AWS::SQS::Queue }
`;
    expect(() => readDeployment(mixed)).toThrow(
      /Alerts: the dead-letter queue of a FIFO queue is a FIFO queue/,
    );
  });

  test('leaves out rules that call at an hour', () => {
    const scheduled = `
resources:
  Resources:
    Nightly:
      Type: AWS::Events::Rule
      Properties: { ScheduleExpression: rate(5 minutes), Targets: [{ Id: q, Arn: !GetAtt Jobs.Arn }] }
    Jobs: { Type: AWS::SQS::Queue }
`;
    expect(readDeployment(scheduled).rules).toEqual([]);
  });

  test('that is no YAML is refused', () => {
    expect(() => readDeployment('a: [')).toThrow(DeploymentError);
  });

  test('of this repository sends each function the events of its own queue', async () => {
    const own = readDeployment(await readFile('serverless.yml', 'utf8'));
    expect([...new Set(own.mappings.map(({ functionName }) => functionName))]).toEqual([
      'policy',
      'lifecycle',
      'rotation',
      'grants',
      'labels',
      'perimeter',
      'tell',
      'sweep',
    ]);
    const byRule = own.mappings.filter(
      ({ functionName, queue }) => functionName !== 'tell' && !queue.endsWith('SweepQueue'),
    );
    for (const { queue } of byRule) expect(own.rules.flatMap(({ queues }) => queues)).toContain(queue);
  });
});

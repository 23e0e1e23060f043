import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isOperation } from '../../shared/events/operations.ts';
import { ofType, type Package, packageService, type Resources } from './package-service.ts';

/** What every function that looks after keys reads of one. */
const key = [
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListAliases',
  'kms:ListResourceTags',
];

/** Each function, an event that it is for, and all that its role may do, beside what every role may. */
const duties = [
  { name: 'Policy', event: 'PutKeyPolicy', may: [...key, 'kms:DisableKey', 'kms:PutKeyPolicy'] },
  {
    name: 'Lifecycle',
    event: 'ScheduleKeyDeletion',
    may: [
      ...key,
      'kms:CancelKeyDeletion',
      'kms:ConnectCustomKeyStore',
      'kms:DescribeCustomKeyStores',
      'kms:EnableKey',
      'kms:GetKeyLastUsage',
    ],
  },
  { name: 'Rotation', event: 'DisableKeyRotation', may: [...key, 'kms:EnableKeyRotation'] },
  { name: 'Grants', event: 'CreateGrant', may: [...key, 'kms:ListGrants', 'kms:RevokeGrant'] },
  {
    name: 'Labels',
    event: 'UpdateAlias',
    may: [...key, 'kms:CreateAlias', 'kms:TagResource', 'kms:UntagResource', 'kms:UpdateAlias'],
  },
  {
    name: 'Perimeter',
    event: 'StopLogging',
    queues: ['PerimeterQueue', 'AttemptsQueue'],
    sources: ['ec2', 'cloudtrail', 'organizations'],
    may: [
      'cloudtrail:DescribeTrails',
      'cloudtrail:GetEventSelectors',
      'cloudtrail:GetTrailStatus',
      'cloudtrail:PutEventSelectors',
      'cloudtrail:StartLogging',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeVpcEndpoints',
      'ec2:ModifyVpcEndpoint',
      'organizations:DescribeOrganization',
      'organizations:DescribePolicy',
      'organizations:ListParents',
      'organizations:ListPoliciesForTarget',
    ],
  },
];

/** The functions that look after nothing: they have tests of their own. */
const beside = ['Respond', 'Sweep', 'Tell'];

/** What the sweep calls beside what the others do. */
const sweepMay = ['kms:ListKeys'];

/** What AWS knows no resource for, so that it is asked of everything. */
const ofEverything =
  /^(?:kms:(?:ListAliases|\w+CustomKeyStores?)|ec2:Describe\w+|cloudtrail:Describe\w+|organizations:(?:Describe|List)\w+)$/;

type Statement = {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
};

let service: Package;
let resources: Resources;
beforeAll(async () => {
  service = await packageService();
  resources = service.resources;
}, 60_000);
afterAll(() => service?.remove());

const properties = (name: string) => {
  const resource = resources[name];
  if (!resource) throw new Error(`The template has no ${name}; it has ${Object.keys(resources).join(', ')}`);
  return resource.Properties;
};
const arnOf = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
const list = <T>(one: T | readonly T[]): readonly T[] => (Array.isArray(one) ? one : [one as T]);

function statementsOf(role: string): readonly Statement[] {
  const policies = properties(role).Policies as readonly {
    readonly PolicyDocument: { readonly Statement: readonly Statement[] };
  }[];
  return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

describe.each(duties)(
  'the $name function',
  ({ name, event, may, sources = ['kms'], queues = [`${name}Queue`, `${name}SweepQueue`] }) => {
    const role = `${name}Role`;

    test('has a role of its own under /kms-guardian/, with exactly the actions it calls', () => {
      expect(properties(`${name}LambdaFunction`).Role).toEqual(arnOf(role));
      expect(properties(role).Path).toBe('/kms-guardian/');
      expect(properties(role).ManagedPolicyArns).toBeUndefined();
      const actions = statementsOf(role).flatMap(({ Action }) => list(Action));
      const own = actions.filter((action) => !/^(?:dynamodb|logs|sqs):/.test(action));
      expect(own.sort()).toEqual([...may].sort());
      expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    });

    test('may do nothing on everything but what knows no resource', () => {
      const wide = statementsOf(role).filter(({ Resource }) => Resource === '*');
      const named = wide.flatMap(({ Action }) => list(Action));
      expect(named.filter((action) => !ofEverything.test(action))).toEqual([]);
    });

    test('reads its own queues alone, writes its log group and the ledger, and speaks to the queue of alerts alone', () => {
      const of = (service: string) =>
        statementsOf(role).filter(({ Action }) =>
          list(Action).some((action) => action.startsWith(`${service}:`)),
        );
      const [sends, takes] = of('sqs');
      expect(sends).toMatchObject({ Action: 'sqs:SendMessage', Resource: arnOf('AlertQueue') });
      expect(list(takes?.Resource)).toEqual(queues.map(arnOf));
      expect(list(takes?.Action)).not.toContain('sqs:SendMessage');
      expect(of('logs').map(({ Resource }) => Resource)).toEqual([arnOf(`${name}LogGroup`)]);
      expect(of('dynamodb').map(({ Resource }) => Resource)).toEqual([arnOf('Ledger')]);
      expect(of('sns')).toEqual([]);
    });

    test('is fed from its queue with partial batch responses and bounded concurrency', () => {
      expect(properties(`${name}EventSourceMappingSQS${name}Queue`)).toMatchObject({
        EventSourceArn: arnOf(`${name}Queue`),
        FunctionName: arnOf(`${name}LambdaFunction`),
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: expect.any(Number) },
      });
    });

    test('has a rule whose pattern names changing calls that succeeded', () => {
      const pattern = properties(`${name}Rule`).EventPattern as {
        readonly detail: { readonly eventName: unknown };
      };
      expect(pattern).toEqual({
        source: sources.map((each) => `aws.${each}`),
        'detail-type': ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: sources.map((each) => `${each}.amazonaws.com`),
          eventName: expect.any(Array),
          errorCode: [{ exists: false }],
        },
      });
      expect(pattern.detail.eventName).toContain(event);
    });

    test('has a queue that only its rule may send to, and a dead-letter queue for both', () => {
      expect(properties(`${name}Rule`).Targets).toEqual([
        {
          Id: 'queue',
          Arn: arnOf(`${name}Queue`),
          DeadLetterConfig: { Arn: arnOf(`${name}DeadLetterQueue`) },
        },
      ]);
      expect(properties(`${name}Queue`).RedrivePolicy).toMatchObject({
        deadLetterTargetArn: arnOf(`${name}DeadLetterQueue`),
      });
      const { Queues, PolicyDocument } = properties(`${name}QueuePolicy`) as {
        readonly Queues: unknown;
        readonly PolicyDocument: { readonly Statement: readonly Statement[] };
      };
      expect(Queues).toEqual([{ Ref: `${name}Queue` }, { Ref: `${name}DeadLetterQueue` }]);
      const allowed = PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow');
      expect(allowed).toMatchObject([
        {
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Condition: { ArnEquals: { 'aws:SourceArn': arnOf(`${name}Rule`) } },
        },
      ]);
    });

    test('has six times its own time before a message comes back', () => {
      const timeout = Number(properties(`${name}LambdaFunction`).Timeout);
      expect(properties(`${name}Queue`).VisibilityTimeout).toBeGreaterThanOrEqual(6 * timeout);
    });

    test('has alarms, to the topic, on lost and late changes, errors and throttles', () => {
      const metricOf = (alarm: string) => {
        const { MetricName, Dimensions, AlarmActions, Threshold } = properties(`${name}${alarm}Alarm`);
        expect(Threshold).toBe(alarm === 'Age' ? 300 : 0);
        expect(AlarmActions).toEqual([{ Ref: 'AlertTopic' }]);
        return [
          MetricName,
          ...(Dimensions as readonly { readonly Value: unknown }[]).map(({ Value }) => Value),
        ];
      };
      const queueName = (queue: string) => ({ 'Fn::GetAtt': [queue, 'QueueName'] });
      const lambda = { Ref: `${name}LambdaFunction` };
      expect(metricOf('DeadLetter')).toEqual([
        'ApproximateNumberOfMessagesVisible',
        queueName(`${name}DeadLetterQueue`),
      ]);
      expect(metricOf('Age')).toEqual(['ApproximateAgeOfOldestMessage', queueName(`${name}Queue`)]);
      expect(metricOf('Undelivered')).toEqual(['FailedInvocations', { Ref: `${name}Rule` }]);
      expect(metricOf('Errors')).toEqual(['Errors', lambda]);
      expect(metricOf('Throttles')).toEqual(['Throttles', lambda]);
    });
  },
);

describe('the stack', () => {
  test('listens for refused KMS calls apart from the changes, so that many of them delay no change', () => {
    expect(properties('AttemptsRule').EventPattern).toEqual({
      source: ['aws.kms'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: { eventSource: ['kms.amazonaws.com'], errorCode: [{ prefix: 'AccessDenied' }] },
    });
    expect(properties('AttemptsRule').Targets).toMatchObject([{ Arn: arnOf('AttemptsQueue') }]);
    expect(properties('PerimeterEventSourceMappingSQSAttemptsQueue')).toMatchObject({
      FunctionName: arnOf('PerimeterLambdaFunction'),
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });

  test('permits exactly the calls that are in the source of the functions', async () => {
    const files = Object.keys(service.built.metafile.inputs).filter((path) => path.startsWith('shared/'));
    const sources = await Promise.all(
      files.map((path) => readFile(new URL(`../../${path}`, import.meta.url))),
    );
    const called = (prefix: string, client: string) => {
      const imports = new RegExp(`import (?:type )?\\{([^}]*)\\} from '@aws-sdk/${client}'`, 'g');
      const names = [...sources.join('\n').matchAll(imports)].flatMap(([, names]) =>
        [...(names ?? '').matchAll(/\b(\w+)Command\b/g)].map(([, name]) => `${prefix}:${name}`),
      );
      return [...new Set(names)].sort();
    };
    const may = [...new Set([...duties.flatMap((duty) => duty.may), ...sweepMay])].sort();
    const calls = ['kms', 'cloudtrail', 'ec2', 'organizations'].flatMap((name) =>
      called(name, `client-${name}`),
    );
    expect(calls.sort()).toEqual(may);
    const ledger = statementsOf('PolicyRole').find(({ Sid }) => Sid === 'WriteLedger');
    expect(called('dynamodb', 'client-dynamodb')).toEqual(ledger?.Action);
  });

  test('tells the functions how often their queues try, and how many share the quotas', () => {
    const functions = ofType(resources, 'AWS::Lambda::Function');
    const settings = functions.map(
      ([, { Properties }]) => (Properties.Environment as { Variables: Record<string, string> }).Variables,
    );
    const tries = ofType(resources, 'AWS::SQS::Queue').flatMap(([, { Properties }]) => {
      const redrive = Properties.RedrivePolicy as { readonly maxReceiveCount: number } | undefined;
      return redrive === undefined ? [] : [String(redrive.maxReceiveCount)];
    });
    expect(new Set(settings.map(({ QUEUE_TRIES }) => QUEUE_TRIES))).toEqual(new Set(tries));
    const sharers = ofType(resources, 'AWS::Lambda::EventSourceMapping').map(
      ([, { Properties }]) =>
        (Properties.ScalingConfig as { readonly MaximumConcurrency: number }).MaximumConcurrency,
    );
    expect(new Set(settings.map(({ FUNCTION_CONCURRENCY }) => FUNCTION_CONCURRENCY))).toEqual(
      new Set([String(Math.max(...sharers))]),
    );
  });

  test('has only the functions whose permissions are tested here', () => {
    const names = ofType(resources, 'AWS::Lambda::Function').map(([name]) => name);
    const tested = [...duties.map(({ name }) => name), ...beside];
    expect(names.sort()).toEqual(tested.map((name) => `${name}LambdaFunction`).sort());
    expect(ofType(resources, 'AWS::IAM::Role')).toHaveLength(tested.length);
    expect(ofType(resources, 'AWS::IAM::Policy')).toEqual([]);
  });

  test('listens for operations that the guard can decode, each for one function', () => {
    const rules = ofType(resources, 'AWS::Events::Rule').filter(
      ([name, { Properties }]) => name !== 'AttemptsRule' && Properties.ScheduleExpression === undefined,
    );
    const names = rules.flatMap(([, { Properties }]) => {
      const { detail } = Properties.EventPattern as {
        readonly detail: { readonly eventName: readonly string[] };
      };
      return detail.eventName;
    });
    expect(names.filter((name) => !isOperation(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  test('encrypts its topic, table and queues', () => {
    expect(properties('AlertTopic').KmsMasterKeyId).toEqual({ Ref: 'AlertKey' });
    expect(properties('Ledger').SSESpecification).toEqual({ SSEEnabled: true });
    const queues = ofType(resources, 'AWS::SQS::Queue');
    // A pair for each, for refused calls, for alerts, for the sweep, and for what it asks of all but the perimeter.
    expect(queues).toHaveLength(2 * (duties.length + 3 + duties.length - 1));
    for (const [, { Properties }] of queues) expect(Properties.SqsManagedSseEnabled).toBe(true);
  });

  test('keeps the ledger when the stack goes, and can restore it', () => {
    expect(resources.Ledger).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(properties('Ledger')).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    });
  });

  test('keeps every log for a year', () => {
    const groups = ofType(resources, 'AWS::Logs::LogGroup');
    expect(groups).toHaveLength(duties.length + beside.length);
    for (const [, { Properties }] of groups) expect(Properties.RetentionInDays).toBe(365);
  });

  test('gives nobody all of its own key, and its use only to alarms and the guardian', () => {
    const { KeyPolicy, EnableKeyRotation } = properties('AlertKey') as {
      readonly KeyPolicy: { readonly Statement: readonly Statement[] };
      readonly EnableKeyRotation: unknown;
    };
    expect(EnableKeyRotation).toBe(true);
    const allowed = KeyPolicy.Statement.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed.flatMap(({ Action }) => list(Action))).not.toContain('kms:*');
    const uses = allowed.filter(({ Action }) => list(Action).includes('kms:Decrypt'));
    expect(uses.map(({ Sid }) => Sid)).toEqual(['GuardianPublishesAlerts', 'AlarmsPublish']);
    for (const { Condition } of uses) expect(Condition).toBeDefined();
  });

  test('holds no secret', () => {
    expect(JSON.stringify(resources)).not.toMatch(/hooks\.slack\.com|xox[abp]-|AKIA/);
  });
});

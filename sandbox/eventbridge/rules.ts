import { parse } from 'yaml';
import { isRecord } from '../../shared/events/json.ts';
import { cloudFormationTags, referredResource } from './cloudformation-tags.ts';
import { type ObjectPattern, parsePattern } from './parse-pattern.ts';

/** What of a `serverless.yml` the sandbox runs. Resources go by their logical IDs. */
export type Deployment = {
  readonly rules: readonly {
    readonly name: string;
    readonly pattern: ObjectPattern;
    readonly queues: readonly string[];
  }[];
  readonly queues: readonly QueueSettings[];
  readonly mappings: readonly MappingSettings[];
  readonly tables: readonly { readonly name: string; readonly definition: JsonObject }[];
};

export type QueueSettings = {
  readonly name: string;
  readonly visibilityTimeoutSeconds: number;
  /** Absent for a standard queue. */
  readonly fifo?: { readonly contentBasedDeduplication: boolean };
  readonly redrive?: { readonly queue: string; readonly maxReceiveCount: number };
};

export type MappingSettings = {
  readonly functionName: string;
  readonly queue: string;
  readonly batchSize: number;
  readonly reportsItemFailures: boolean;
  readonly maximumConcurrency: number;
};

type JsonObject = Readonly<Record<string, unknown>>;

/** A deployment that the sandbox cannot run: what is wrong, and at which resource or function. */
export class DeploymentError extends Error {
  readonly code = 'INVALID_DEPLOYMENT';
  constructor(at: string, problem: string) {
    super(`serverless.yml: ${at}: ${problem}`);
    this.name = 'DeploymentError';
  }
}

/**
 * Reads rules, queues, event-source mappings and tables from the text of a `serverless.yml`.
 *
 * @throws {DeploymentError} where a rule has no queue, or a queue that is named is not there
 * @throws {PatternError} where EventBridge would refuse a pattern
 */
export function readDeployment(text: string): Deployment {
  const root = objectAt(parseYaml(text), 'the document');
  const resources = objectAt(objectAt(root.resources, 'resources').Resources, 'resources.Resources');
  const ofType = (type: string): [string, JsonObject][] =>
    Object.entries(resources).flatMap(([name, resource]) =>
      isRecord(resource) && resource.Type === type ? [[name, objectAt(resource.Properties ?? {}, name)]] : [],
    );
  const queues = ofType('AWS::SQS::Queue').map(([name, properties]) => readQueue(name, properties));
  const known = new Set(queues.map(({ name }) => name));
  const deployment = {
    queues,
    // Nobody calls the sandbox at an hour: what a schedule would send, a test sends.
    rules: ofType('AWS::Events::Rule')
      .filter(([, { ScheduleExpression }]) => ScheduleExpression === undefined)
      .map(([name, properties]) => readRule(name, properties)),
    mappings: Object.entries(objectAt(root.functions ?? {}, 'functions')).flatMap(([name, settings]) =>
      readMappings(name, objectAt(settings, `functions.${name}`)),
    ),
    tables: ofType('AWS::DynamoDB::Table').map(([name, definition]) => ({ name, definition })),
  };
  const used = [
    ...deployment.rules.flatMap((rule) => rule.queues.map((queue) => ({ queue, by: rule.name }))),
    ...deployment.mappings.map(({ queue, functionName }) => ({ queue, by: `functions.${functionName}` })),
    ...queues.flatMap(({ name, redrive }) => (redrive ? [{ queue: redrive.queue, by: name }] : [])),
  ];
  for (const { queue, by } of used)
    if (!known.has(queue))
      throw new DeploymentError(by, `it names ${queue}, which is no AWS::SQS::Queue here.`);
  const isFifo = (name: string) => queues.some((queue) => queue.name === name && queue.fifo !== undefined);
  for (const { name, redrive } of queues)
    if (redrive && isFifo(name) !== isFifo(redrive.queue))
      throw new DeploymentError(
        name,
        'the dead-letter queue of a FIFO queue is a FIFO queue, and no other is.',
      );
  return deployment;
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { customTags: [...cloudFormationTags] });
  } catch (error) {
    throw new DeploymentError('the document', error instanceof Error ? error.message : String(error));
  }
}

function readRule(name: string, properties: JsonObject): Deployment['rules'][number] {
  const targets: readonly unknown[] = Array.isArray(properties.Targets) ? properties.Targets : [];
  const queues = targets.map((target) =>
    resourceAt(objectAt(target, `${name}.Targets`).Arn, `${name}.Targets`),
  );
  if (queues.length === 0) throw new DeploymentError(name, 'the rule has no target.');
  return { name, pattern: parsePattern(properties.EventPattern), queues };
}

/** Defaults are those of CloudFormation: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queue.html */
function readQueue(name: string, properties: JsonObject): QueueSettings {
  const visibilityTimeoutSeconds = numberOr(30, properties.VisibilityTimeout, `${name}.VisibilityTimeout`);
  const fifo =
    properties.FifoQueue === true
      ? { fifo: { contentBasedDeduplication: properties.ContentBasedDeduplication === true } }
      : {};
  if (properties.RedrivePolicy === undefined) return { name, visibilityTimeoutSeconds, ...fifo };
  const policy = objectAt(properties.RedrivePolicy, `${name}.RedrivePolicy`);
  const queue = resourceAt(policy.deadLetterTargetArn, `${name}.RedrivePolicy.deadLetterTargetArn`);
  const maxReceiveCount = numberOr(10, policy.maxReceiveCount, `${name}.RedrivePolicy.maxReceiveCount`);
  return { name, visibilityTimeoutSeconds, ...fifo, redrive: { queue, maxReceiveCount } };
}

/** Defaults: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
function readMappings(functionName: string, settings: JsonObject): readonly MappingSettings[] {
  const at = `functions.${functionName}.events`;
  const events: readonly unknown[] = Array.isArray(settings.events) ? settings.events : [];
  return events.flatMap((event) => {
    if (!isRecord(event) || event.sqs === undefined) return [];
    const sqs = isRecord(event.sqs) && event.sqs.arn !== undefined ? event.sqs : { arn: event.sqs };
    return {
      functionName,
      queue: resourceAt(sqs.arn, at),
      batchSize: numberOr(10, sqs.batchSize, `${at}.sqs.batchSize`),
      reportsItemFailures: sqs.functionResponseType === 'ReportBatchItemFailures',
      maximumConcurrency: numberOr(1000, sqs.maximumConcurrency, `${at}.sqs.maximumConcurrency`),
    };
  });
}

function objectAt(value: unknown, at: string): JsonObject {
  if (!isRecord(value)) throw new DeploymentError(at, 'it must be an object.');
  return value;
}

function resourceAt(value: unknown, at: string): string {
  const name = referredResource(value);
  if (name === undefined) throw new DeploymentError(at, 'it must point to a resource by !GetAtt or !Ref.');
  return name;
}

function numberOr(fallback: number, value: unknown, at: string): number {
  if (value === undefined) return fallback;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0)
    throw new DeploymentError(at, `${JSON.stringify(value)} is not a number.`);
  return number;
}

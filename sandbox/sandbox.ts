import { randomBytes } from 'node:crypto';
import type { Standard } from '../shared/standard/standard.ts';
import type { Caller } from './caller.ts';
import { Callers } from './callers.ts';
import type { Clock, RandomBytes } from './clock.ts';
import { startDynamoDb } from './dynamodb/dynamodb.ts';
import { Ec2 } from './ec2/ec2.ts';
import { type CloudTrailRecord, EventBus } from './eventbridge/bus.ts';
import { Delivery } from './eventbridge/delivery.ts';
import { type BusEvent, BusEvents } from './eventbridge/put-events.ts';
import { DeploymentError, readDeployment } from './eventbridge/rules.ts';
import { Faults } from './faults.ts';
import type { FunctionUrlHandler } from './function-url.ts';
import { type ChangeHappening, changeIn } from './happening.ts';
import { Kms } from './kms/kms.ts';
import { attachHandlers, makeQueues } from './lambda.ts';
import { Organizations } from './organizations/organizations.ts';
import { Secrets } from './secrets/secrets.ts';
import { SecurityHub } from './securityhub/security-hub.ts';
import { startServer } from './server.ts';
import { createServices } from './services.ts';
import { Slack } from './slack/slack.ts';
import { alertsChannel, slackApp, workspaceOf } from './slack/workspace.ts';
import { Sns } from './sns/sns.ts';
import type { EventSource, RetryDelay, SqsHandler } from './sqs/event-source.ts';
import type { Queue } from './sqs/queue.ts';
import { queueVariables } from './sqs/queue-urls.ts';
import { Sqs } from './sqs/sqs.ts';
import { Sts } from './sts/sts.ts';
import { Trails } from './trails/trails.ts';

/** Our account in the sandbox, and its Region. */
const ACCOUNT = '111122223333';
const REGION = 'us-east-1';

/** The name of the secret by which the guardian speaks in Slack. */
const SLACK_SECRET = 'kms-guardian/slack';

/** A function that failed whole: its messages come again, or end in the dead-letter queue. */
export type FunctionFailure = { readonly functionName: string; readonly error: unknown };

export type SandboxOptions = {
  readonly standard: Standard;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly clock?: Clock;
  readonly random?: RandomBytes;
  /** The text of `serverless.yml`: its rules, queues, functions' queues and tables are those of the sandbox. */
  readonly deployment: string;
  /** Makes the functions, by their names in `serverless.yml`, from the environment they run in. */
  readonly handlers: (environment: Readonly<Record<string, string>>) => Readonly<Record<string, SqsHandler>>;
  /** Makes the functions with URLs, by the path of each: `{ '/respond': handler }`. */
  readonly urls?: (
    environment: Readonly<Record<string, string>>,
  ) => Readonly<Record<string, FunctionUrlHandler>>;
  readonly report?: (happening: ChangeHappening) => void;
  /** Told of functions that failed whole; by default a line on standard error. */
  readonly failed?: (failure: FunctionFailure) => void;
  readonly retryDelay?: RetryDelay;
};

/** A local AWS Region, with functions attached to its events. */
export type Sandbox = {
  readonly endpoint: string;
  readonly region: string;
  readonly accounts: readonly string[];
  readonly callers: Readonly<Record<string, Caller>>;
  readonly slackUrl: string;
  /** Of Secrets Manager and Parameter Store. */
  readonly secrets: Secrets;
  /** The page that shows what Slack would. */
  readonly slackPage: string;
  /** The table of the guardian's ledger. */
  readonly table: string;
  readonly kms: Kms;
  /** VPC endpoints and security groups. */
  readonly ec2: Ec2;
  /** Our account is its management account; `addAccount` has others join. */
  readonly organizations: Organizations;
  readonly sns: Sns;
  /** What was put on event buses, oldest first. */
  readonly busEvents: readonly BusEvent[];
  /** What was imported into Security Hub, as it stands there. */
  readonly securityFindings: readonly Readonly<Record<string, unknown>>[];
  /** The trails of CloudTrail; what they would log is in `records`. */
  readonly trails: Trails;
  readonly slack: Slack;
  readonly faults: Faults;
  readonly queues: Readonly<Record<string, Queue>>;
  /** Every CloudTrail record so far, oldest first. */
  readonly records: readonly CloudTrailRecord[];
  /** Resolves when no event is on its way and no function is at work. */
  readonly idle: () => Promise<void>;
  /** Puts a record on the bus, whether it was there before or not. */
  readonly deliver: (record: CloudTrailRecord) => void;
  readonly stop: () => Promise<void>;
};

/**
 * Starts the sandbox.
 *
 * @throws {DeploymentError} where the deployment cannot be run
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const {
    standard,
    clock = Date.now,
    random = randomBytes,
    report = () => {},
    failed = tellFailure,
  } = options;
  const deployment = readDeployment(options.deployment);
  const [table, ...more] = deployment.tables;
  if (table === undefined || more.length > 0)
    throw new DeploymentError('resources', 'there must be exactly one AWS::DynamoDB::Table, the ledger.');

  const callers = new Callers(random);
  const named = callers.addThoseOf(standard, ACCOUNT);
  const queues = makeQueues(deployment, { account: ACCOUNT, region: REGION, clock, random });
  const bus = new EventBus({
    rules: deployment.rules,
    send: (name, body) => queues[name]?.send(body),
    clock,
    random,
  });
  const faults = new Faults();
  const delivery = new Delivery(faults, (record) => bus.put(record));
  const records: CloudTrailRecord[] = [];
  const record = (made: CloudTrailRecord) => {
    records.push(made);
    const change = changeIn(made);
    if (change) report(change);
    delivery.send(made);
  };
  const kms = new Kms({ clock, random, record });
  const ec2 = new Ec2({ clock, random, record });
  const organizations = new Organizations({ clock, random, record, managementAccount: ACCOUNT });
  const trails = new Trails({ clock, random, record });
  const sns = new Sns({ random });
  const secrets = new Secrets({ clock, random, account: ACCOUNT, region: REGION });
  const busEvents = new BusEvents({ random });
  const securityHub = new SecurityHub();
  const slack = new Slack({ clock, random, workspace: workspaceOf(standard) });
  let sources: readonly EventSource[] = [];
  let urls: Readonly<Record<string, FunctionUrlHandler>> = {};
  const dynamodb = await startDynamoDb();
  try {
    await dynamodb.createTable(table.name, table.definition);
    const crash = () => {
      for (const source of sources) source.crash();
    };
    const sts = new Sts({ callers, clock });
    const aws = createServices({
      callers,
      faults,
      kms,
      ec2,
      busEvents,
      securityHub,
      organizations,
      secrets,
      sns,
      sqs: new Sqs(Object.values(queues)),
      sts,
      trails,
      dynamodb,
      crash,
    });
    const { server, endpoint } = await startServer(options.port ?? 0, {
      aws,
      callers,
      faults,
      slack,
      sns,
      busEvents,
      securityHub,
      url: (path) => (Object.hasOwn(urls, path) ? urls[path] : undefined),
      failed: (error, path) => failed({ error, functionName: path }),
      clock,
      random,
    });
    const slackUrl = `${endpoint}/slack/webhook/alerts`;
    const { botToken, signingSecret } = slackApp;
    secrets.set(SLACK_SECRET, JSON.stringify({ webhookUrl: slackUrl, botToken, signingSecret }));
    const environment = {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: REGION,
      ...credentialsOf(named.guardian ?? callers.add(`arn:aws:iam::${ACCOUNT}:role/kms-guardian/guardian`)),
      LEDGER_TABLE: table.name,
      ...queueVariables(endpoint, deployment, queues),
      QUEUE_TRIES: String(Math.max(...deployment.queues.map(({ redrive }) => redrive?.maxReceiveCount ?? 1))),
      ALERT_TOPIC_ARN: sns.createTopic('kms-guardian-alerts', ACCOUNT, REGION),
      SLACK_SECRET,
      SLACK_API_URL: `${endpoint}/slack/api`,
      SLACK_CHANNEL: alertsChannel,
      SLACK_TEAM_ID: slack.workspace.team.id,
    };
    urls = options.urls?.(environment) ?? {};
    const handlers = options.handlers(environment);
    sources = attachHandlers(deployment, queues, handlers, {
      region: REGION,
      ...(options.retryDelay ? { retryDelay: options.retryDelay } : {}),
      onError: (error, functionName) => failed({ error, functionName }),
    });
    return {
      endpoint,
      region: REGION,
      get accounts() {
        return callers.accounts;
      },
      callers: named,
      slackUrl,
      secrets,
      slackPage: `${endpoint}/slack`,
      table: table.name,
      kms,
      ec2,
      organizations,
      sns,
      busEvents: busEvents.events,
      get securityFindings() {
        return securityHub.findings;
      },
      trails,
      slack,
      faults,
      queues,
      records,
      deliver: (record) => delivery.send(record),
      async idle() {
        delivery.flush();
        while (sources.some(({ busy }) => busy)) await Promise.all(sources.map((source) => source.idle()));
      },
      async stop() {
        for (const source of sources) source.stop();
        server.closeAllConnections();
        await new Promise<void>((resolve) => server.close(() => resolve()));
        await dynamodb.stop();
      },
    };
  } catch (error) {
    await dynamodb.stop();
    throw error;
  }
}

function tellFailure({ functionName, error }: FunctionFailure): void {
  process.stderr.write(`The function ${functionName} failed: ${String(error)}\n`);
}

function credentialsOf({ accessKeyId, secretAccessKey }: Caller): Readonly<Record<string, string>> {
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}

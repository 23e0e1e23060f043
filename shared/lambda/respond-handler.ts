import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { readSlackSecret } from '../alerts/slack/secret.ts';
import { type Clients, createClients } from '../aws/clients.ts';
import { secretEdges } from '../aws/secrets.ts';
import type { Environment } from '../aws/settings.ts';
import { parseKeyArn } from '../events/decode.ts';
import { readKey } from '../keys/read.ts';
import { createDynamoLedger } from '../ledger/dynamodb/ledger.ts';
import { createLog } from '../observe/log.ts';
import type { FunctionUrlAnswer, FunctionUrlEvent } from '../respond/function-url.ts';
import { type Responding, respond } from '../respond/respond.ts';
import { slackEdge } from '../respond/slack-edge.ts';
import type { Standard } from '../standard/standard.ts';
import { InvalidSetting } from './invalid-setting.ts';
import { readQueueUrls } from './queue-urls.ts';
import { requiredSetting } from './required-setting.ts';

export type FunctionUrlHandler = (event: FunctionUrlEvent) => Promise<FunctionUrlAnswer>;

export type RespondAssembly = {
  readonly standard: Standard;
  readonly environment: Environment;
  readonly now?: () => number;
  /** Takes a line of the log. */
  readonly write?: (line: string) => void;
};

/** Puts together what answers the buttons in Slack. Without SLACK_SECRET and SLACK_TEAM_ID it answers that nothing is set up. */
export function createRespondHandler({
  standard,
  environment,
  now = Date.now,
  write = writeLine,
}: RespondAssembly): FunctionUrlHandler {
  const clients = createClients(environment);
  const secrets = secretEdges(environment, now);
  const reference = environment.SLACK_SECRET;
  const tools: Responding = {
    standard,
    team: environment.SLACK_TEAM_ID ?? '',
    ledger: createDynamoLedger({
      client: clients.dynamodb,
      table: requiredSetting(environment, 'LEDGER_TABLE'),
    }),
    secret: async () => (reference ? readSlackSecret(reference, secrets) : {}),
    slack: slackEdge({ apiUrl: environment.SLACK_API_URL || 'https://slack.com/api', fetch }),
    readKey: (arn) => readKeyNamed(arn, clients),
    send: sender(readQueueUrls('QUEUE_URLS', requiredSetting(environment, 'QUEUE_URLS')), clients),
    log: createLog(write, now),
    now,
    owner: (work) => `${work}-${randomUUID()}`,
    pause: setTimeout,
  };
  return (event) => respond(event, tools);
}

const writeLine = (line: string) => void process.stdout.write(`${line}\n`);

function readKeyNamed(arn: string, { kms }: Clients) {
  const key = parseKeyArn(arn);
  if (key === undefined) throw new TypeError(`${arn} is the ARN of no key`);
  return readKey(kms(key.region), key);
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
function sender(urls: ReadonlyMap<string, string>, { sqs }: Clients): Responding['send'] {
  return async (functionName, message) => {
    const QueueUrl = urls.get(functionName);
    if (QueueUrl === undefined) throw new InvalidSetting('QUEUE_URLS', `with a queue of ${functionName}`);
    const [client, { SendMessageCommand }] = await Promise.all([sqs(), import('@aws-sdk/client-sqs')]);
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
  };
}

import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { sqsOutbox } from '../alerts/outbox.ts';
import { type Clients, createClients } from '../aws/clients.ts';
import { guard } from '../guard.ts';
import { createDynamoLedger } from '../ledger/dynamodb/ledger.ts';
import { createLog } from '../observe/log.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { Standard } from '../standard/standard.ts';
import type { Happening, Tools } from '../tools.ts';
import type { Ward } from '../wards/ward.ts';
import { handleBatch } from './batch.ts';
import { requiredSetting } from './required-setting.ts';
import { worstFirst } from './worst-first.ts';

export type Handler = (event: SQSEvent) => Promise<SQSBatchResponse>;

type Environment = Readonly<Record<string, string | undefined>>;

export type Assembly = {
  readonly standard: Standard;
  readonly rules: readonly AnyRule[];
  /** What the function looks after, with the clients that it needs for that. */
  readonly wards: (clients: Clients, environment: Environment, standard: Standard) => readonly Ward[];
  readonly environment: Environment;
  /** Told what happens, beside the log; the sandbox listens. */
  readonly report?: (happening: Happening) => void;
  readonly now?: () => number;
  /** Takes a line of the log. */
  readonly write?: (line: string) => void;
};

/** Puts the guard together: the one place where its parts meet the environment. */
export function createHandler({
  standard,
  rules,
  wards,
  environment,
  report,
  now = Date.now,
  write = writeLine,
}: Assembly): Handler {
  const log = createLog(write, now);
  const clients = createClients(environment);
  const tools: Tools = {
    standard,
    rules,
    now,
    wards: wards(clients, environment, standard),
    ledger: createDynamoLedger({
      client: clients.dynamodb,
      table: requiredSetting(environment, 'LEDGER_TABLE'),
    }),
    outbox: sqsOutbox({ client: clients.sqs, queueUrl: requiredSetting(environment, 'ALERT_QUEUE_URL') }),
    owner: randomUUID,
    pause: setTimeout,
    meanwhile: (work) => void setImmediate(work),
    report(happening) {
      if (report) report(happening);
      else log.info(happening.type, happening);
    },
  };
  const tries = Number(environment.QUEUE_TRIES ?? Number.POSITIVE_INFINITY);
  return (event) =>
    handleBatch(
      worstFirst(event.Records),
      async ({ body, attributes }) => {
        const isLastTry = Number(attributes.ApproximateReceiveCount) >= tries;
        await guard(JSON.parse(body), { ...tools, isLastTry });
      },
      log,
    );
}

const writeLine = (line: string) => void process.stdout.write(`${line}\n`);

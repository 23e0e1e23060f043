import { setTimeout } from 'node:timers/promises';
import { type Clients, createClients } from '../aws/clients.ts';
import { type Environment, regionOf } from '../aws/settings.ts';
import { createLog } from '../observe/log.ts';
import { handOver } from '../sweep/hand-over.ts';
import { listPage } from '../sweep/list-page.ts';
import { type SweepOrder, sweepOrder } from '../sweep/order.ts';
import { type SweepHappening, type SweepTools, sweep, sweepers } from '../sweep/sweep.ts';
import { handleInOrder } from './batch.ts';
import type { Handler } from './handler.ts';
import { InvalidSetting } from './invalid-setting.ts';
import { readQueueUrls } from './queue-urls.ts';
import { requiredSetting } from './required-setting.ts';

/** One group: a sweep takes one page after the other, and one that is late does not run beside the next. */
const messageGroup = 'sweep';

/** Puts together what sweeps: the one place where its parts meet the environment. */
export function createSweeper({
  environment,
  report,
  now = Date.now,
  pause = setTimeout,
  write = (line) => void process.stdout.write(`${line}\n`),
}: {
  readonly environment: Environment;
  /** Told what happens, beside the log; the sandbox listens. */
  readonly report?: (happening: SweepHappening) => void;
  readonly now?: () => number;
  readonly pause?: (ms: number) => Promise<void>;
  /** Takes a line of the log. */
  readonly write?: (line: string) => void;
}): Handler {
  const log = createLog(write, now);
  const clients = createClients(environment);
  const kms = clients.kms(regionOf(environment));
  const queueUrl = requiredSetting(environment, 'SWEEP_QUEUE_URL');
  const queues = readSweepQueues(environment);
  const tools: SweepTools = {
    page: (marker) => listPage(kms, marker),
    ask: (sweeper, messages) => handOver(clients.sqs, queues(sweeper), messages, pause),
    goOn: (order) => goOn(clients, queueUrl, order),
    report(happening) {
      log.info(happening.type, happening);
      report?.(happening);
    },
  };
  return ({ Records }) => handleInOrder(Records, ({ body }) => sweep(body, tools), log);
}

/** @throws {InvalidSetting} where a function has no queue */
function readSweepQueues(environment: Environment): (sweeper: string) => string {
  const name = 'SWEEP_QUEUE_URLS';
  const urls = readQueueUrls(name, requiredSetting(environment, name));
  const urlOf = (sweeper: string) => {
    const url = urls.get(sweeper);
    if (url === undefined) throw new InvalidSetting(name, `with a queue of ${sweeper}`);
    return url;
  };
  for (const sweeper of sweepers) urlOf(sweeper);
  return urlOf;
}

/**
 * A page that is repeated has its successor again within five minutes: that is the same message, so that a sweep does not
 * fork. By its number, since KMS does not say that a marker is the same when it is given again.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
async function goOn({ sqs }: Clients, QueueUrl: string, order: SweepOrder): Promise<void> {
  const [client, { SendMessageCommand }] = await Promise.all([sqs(), import('@aws-sdk/client-sqs')]);
  await client.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: sweepOrder(order),
      MessageGroupId: messageGroup,
      MessageDeduplicationId: `${order.id}/${order.page}`,
    }),
  );
}

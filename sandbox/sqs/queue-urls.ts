import type { Deployment } from '../eventbridge/rules.ts';
import type { Queue } from './queue.ts';

/** The environment variables by which functions find queues: that of alerts, each function's first, and those of the sweep. */
export function queueVariables(
  endpoint: string,
  { mappings }: Pick<Deployment, 'mappings'>,
  queues: Readonly<Record<string, Queue>>,
): Readonly<Record<string, string>> {
  const alerts = queues.AlertQueue;
  const urls: Record<string, string> = {};
  const sweepUrls: Record<string, string> = {};
  const sweep = queues.SweepQueue;
  for (const { functionName, queue: name } of mappings) {
    const queue = queues[name];
    if (!queue || queue === sweep) continue;
    if (name.endsWith('SweepQueue')) sweepUrls[functionName] = urlOf(endpoint, queue);
    else urls[functionName] ??= urlOf(endpoint, queue);
  }
  return {
    QUEUE_URLS: JSON.stringify(urls),
    ...(alerts === undefined ? {} : { ALERT_QUEUE_URL: urlOf(endpoint, alerts) }),
    ...(sweep === undefined ? {} : { SWEEP_QUEUE_URL: urlOf(endpoint, sweep) }),
    ...(sweep === undefined ? {} : { SWEEP_QUEUE_URLS: JSON.stringify(sweepUrls) }),
  };
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
function urlOf(endpoint: string, { arn }: Queue): string {
  const [account, name] = arn.split(':').slice(-2);
  return `${endpoint}/${account}/${name}`;
}

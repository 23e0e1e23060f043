import type { Clock, RandomBytes } from './clock.ts';
import { type Deployment, DeploymentError } from './eventbridge/rules.ts';
import { EventSource, type RetryDelay, type SqsHandler } from './sqs/event-source.ts';
import { Queue } from './sqs/queue.ts';

/** The queues of a deployment, by name, each with its dead-letter queue. */
export function makeQueues(
  deployment: Deployment,
  where: {
    readonly account: string;
    readonly region: string;
    readonly clock: Clock;
    readonly random: RandomBytes;
  },
): Readonly<Record<string, Queue>> {
  const { account, region, clock, random } = where;
  const queues: Record<string, Queue> = {};
  const make = (name: string, above: readonly string[]): Queue => {
    const made = queues[name];
    if (made) return made;
    const settings = deployment.queues.find((each) => each.name === name);
    if (settings === undefined || above.includes(name))
      throw new DeploymentError(name, 'dead-letter queues may not go round in a circle.');
    const { redrive } = settings;
    const queue = new Queue({
      name,
      arn: `arn:aws:sqs:${region}:${account}:${name}${settings.fifo ? '.fifo' : ''}`,
      visibilityTimeoutSeconds: settings.visibilityTimeoutSeconds,
      ...(settings.fifo ? { fifo: settings.fifo } : {}),
      clock,
      random,
      ...(redrive ? { redrive: { ...redrive, queue: make(redrive.queue, [...above, name]) } } : {}),
    });
    queues[name] = queue;
    return queue;
  };
  for (const { name } of deployment.queues) make(name, []);
  return queues;
}

/** The functions of a deployment, each behind its queue. */
export function attachHandlers(
  deployment: Deployment,
  queues: Readonly<Record<string, Queue>>,
  handlers: Readonly<Record<string, SqsHandler>>,
  options: {
    readonly region: string;
    readonly retryDelay?: RetryDelay;
    readonly onError: (error: unknown, functionName: string) => void;
  },
): readonly EventSource[] {
  return deployment.mappings.map((mapping) => {
    const { functionName } = mapping;
    const handler = handlers[functionName];
    const queue = queues[mapping.queue];
    if (!handler || !queue)
      throw new DeploymentError(`functions.${functionName}`, 'no handler was given for this function.');
    return new EventSource({ ...options, queue, handler, mapping });
  });
}

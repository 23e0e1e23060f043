import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { functions, settings } from '../../chaos/functions.ts';
import { EventBus } from '../../sandbox/eventbridge/bus.ts';
import { readDeployment } from '../../sandbox/eventbridge/rules.ts';

const deployment = readDeployment(await readFile(new URL('../../serverless.yml', import.meta.url), 'utf8'));

test.each(functions.map((each) => [each.name, each] as const))(
  '%s has the settings of serverless.yml',
  (name, { queue }) => {
    const { batchSize, maximumConcurrency, visibilityTimeoutSeconds, maxReceiveCount } = settings;
    expect(deployment.mappings).toContainEqual({
      functionName: name,
      queue,
      batchSize,
      maximumConcurrency,
      reportsItemFailures: true,
    });
    expect(deployment.queues).toContainEqual(
      expect.objectContaining({
        name: queue,
        visibilityTimeoutSeconds,
        redrive: expect.objectContaining({ maxReceiveCount }),
      }),
    );
  },
);

test.each(functions.flatMap(({ queue, operations }) => operations.map((each) => [each, queue] as const)))(
  '%s goes to %s',
  (operation, queue) => {
    const queues: string[] = [];
    const random = (length: number) => new Uint8Array(length);
    const bus = new EventBus({
      rules: deployment.rules,
      send: (name) => queues.push(name),
      clock: () => 0,
      random,
    });
    bus.put({ eventSource: 'kms.amazonaws.com', eventName: operation, eventType: 'AwsApiCall' });
    expect(queues).toContain(queue);
  },
);

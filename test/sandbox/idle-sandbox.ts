import type { Clock } from '../../sandbox/clock.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { deploymentOf } from './deployment.ts';
import { standardOf } from './standard.ts';

/** A sandbox whose one function has nothing to do, with the environment that functions run in. */
export async function startIdleSandbox(clock: Clock = Date.now) {
  let environment: Readonly<Record<string, string>> = {};
  const sandbox: Sandbox = await startSandbox({
    standard: standardOf(),
    deployment: deploymentOf('idle', {
      source: 'aws.kms',
      detail: '{ eventName: [Nothing] }',
      batchSize: 1,
    }),
    handlers: (given) => {
      environment = given;
      return { idle: async () => ({ batchItemFailures: [] }) };
    },
    clock,
  });
  return { sandbox, environment };
}

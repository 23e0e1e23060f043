import { describe } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { deploymentOf } from '../sandbox/deployment.ts';
import { standardOf } from '../sandbox/standard.ts';
import { clientsOf } from './clients.ts';
import { contractOf } from './suite.ts';
import type { Target } from './target.ts';

/** A sandbox whose functions do nothing: it is asked how AWS behaves, and nobody puts anything right. */
async function startTarget(): Promise<Target> {
  const sandbox = await startSandbox({
    standard: standardOf(),
    deployment: deploymentOf('policy', { source: 'aws.kms', detail: '{ eventName: [none] }', batchSize: 1 }),
    handlers: () => ({ policy: async () => ({ batchItemFailures: [] }) }),
  });
  const { administrator, outsider } = sandbox.callers;
  if (!administrator || !outsider) throw new Error('The sandbox has nobody to call it.');
  const clients = clientsOf(sandbox, administrator, outsider);
  return {
    ...clients,
    region: sandbox.region,
    account: administrator.account,
    async stop() {
      clients.destroy();
      await sandbox.stop();
    },
  };
}

describe('The sandbox', () => contractOf('sandbox', startTarget));

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CreateKeyCommand, DescribeKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { startSandbox } from '../dist/sandbox.mjs';
import { functionNames } from '../scripts/build.mjs';
import { importTypeScript, root } from '../scripts/import-typescript.mjs';
import { lambdaRuntime } from './lambda-runtime.mjs';
import { startFunctions } from './start-functions.mjs';

/** What each AWS call is made to wait, and how many reverts are measured. */
const latencyMs = 20;
const rounds = Number(process.env.BENCH_ROUNDS ?? 41);

/**
 * From the event to the revert written, in waits on AWS: the function as deployed, in a process of its own, before a
 * sandbox with a latency injected into each call.
 */
export async function revert() {
  // The sandbox, too, on the Node of Lambda: AWS is no slower for the Node of whoever measures.
  const { path } = await lambdaRuntime();
  const run = promisify(execFile)(path, ['--no-warnings', import.meta.filename]);
  return JSON.parse((await run).stdout);
}

async function measure() {
  const stage = await raiseStage();
  try {
    const { sandbox, pipeline, owner } = stage;
    const keys = [];
    for (let round = 0; round < rounds; round += 1) {
      const { KeyMetadata } = await pipeline.send(new CreateKeyCommand({ Policy: policy() }));
      keys.push(KeyMetadata.KeyId);
    }
    await sandbox.idle();
    // A look just after another on the same key is made again with the lease in hand: a third wait, for races only.
    await pause(2000);
    sandbox.faults.set({ latencyMs });
    const reverts = [];
    const calls = [];
    for (const KeyId of keys) {
      const events = stage.watchEvents();
      const Policy = policy('444455556666');
      await owner.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy }));
      const written = await stage.nextPut();
      await sandbox.idle();
      // The first of two: the guardian's own write comes back as the other.
      reverts.push(written - Math.min(...events));
      const call = performance.now();
      await pipeline.send(new DescribeKeyCommand({ KeyId }));
      calls.push(performance.now() - call);
    }
    const [written, one] = [median(reverts), median(calls)];
    return {
      title: `Revert: from the event to the policy written, the median of ${rounds}, ${latencyMs} ms a call, Node ${process.version}`,
      rows: [
        { what: 'one call', ms: one.toFixed(1), waits: '1.0' },
        { what: 'revert', ms: written.toFixed(1), waits: (written / one).toFixed(1) },
      ],
      limits: [
        { what: 'a revert, in waits of one call', measured: written / one, limit: 2.3, unit: 'calls' },
      ],
    };
  } finally {
    await stage.stop();
  }
}

async function raiseStage() {
  const { readStandard } = await importTypeScript(`export { readStandard } from './cli/standard-file.ts'`);
  let functions;
  let events = [];
  let told = () => {};
  const sandbox = await startSandbox({
    standard: await readStandard(join(root, 'standard.yaml')),
    deployment: await readFile(join(root, 'serverless.yml'), 'utf8'),
    handlers(environment) {
      functions = startFunctions(functionNames, environment, ({ name, began }) => {
        if (name === 'policy') events.push(began);
      });
      return functions.handlers;
    },
    report({ operation }) {
      if (operation === 'PutKeyPolicy') told(performance.timeOrigin + performance.now());
    },
  });
  await functions.ready;
  const { endpoint, region, callers } = sandbox;
  const client = (name) => new KMSClient({ endpoint, region, credentials: callers[name] });
  return {
    sandbox,
    pipeline: client('pipeline'),
    owner: client('owner'),
    /** When the function had its events, from now on, once they are dealt with. */
    watchEvents() {
      events = [];
      return events;
    },
    /** When the next key policy is written, by whomever. */
    nextPut: () => new Promise((resolve) => (told = resolve)),
    async stop() {
      functions.stop();
      await sandbox.stop();
    },
  };
}

/** A key policy that keeps to the standard, and with strangers one that does not. */
function policy(...strangers) {
  const account = '111122223333';
  const allow = (AWS, Action, more = {}) => ({
    Effect: 'Allow',
    Principal: { AWS },
    Action,
    Resource: '*',
    ...more,
  });
  const role = (name) => `arn:aws:iam::${account}:role/${name}`;
  const manage = ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:PutKeyPolicy'];
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      allow(account, 'kms:*'),
      allow([role('KeyOwner'), role('Deploy')], manage),
      ...strangers.map((stranger) => allow(stranger, 'kms:Decrypt')),
    ],
  });
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

if (process.argv[1] === import.meta.filename) process.stdout.write(JSON.stringify(await measure()));

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { CreateKeyCommand, DescribeKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { root } from '../scripts/import-typescript.mjs';

/** What each AWS call is made to wait, and how many reverts are measured. */
const latencyMs = 20;
const rounds = Number(process.env.BENCH_ROUNDS ?? 15);

/** From the event to the revert written, in waits on AWS: the sandbox with a latency injected into each call. */
export async function revert() {
  const sandbox = await startSandbox();
  try {
    const { pipeline, owner } = sandbox;
    const keys = [];
    for (let round = 0; round < rounds; round += 1) {
      const { KeyMetadata } = await pipeline.send(new CreateKeyCommand({ Policy: policy() }));
      keys.push(KeyMetadata.KeyId);
    }
    // A look just after another on the same key is made again with the lease in hand: a third wait, for races only.
    await pause(2000);
    await fetch(`${sandbox.endpoint}/sandbox/faults`, {
      method: 'POST',
      body: JSON.stringify({ latencyMs }),
    });
    const reverts = [];
    const calls = [];
    for (const KeyId of keys) {
      const began = sandbox.next('change');
      const written = sandbox.next('step');
      await owner.send(
        new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: policy('444455556666') }),
      );
      reverts.push((await written) - (await began));
      const call = performance.now();
      await pipeline.send(new DescribeKeyCommand({ KeyId }));
      calls.push(performance.now() - call);
      await pause(300);
    }
    const [written, one] = [median(reverts), median(calls)];
    return {
      title: `Revert: from the event to the policy written, the median of ${rounds}, ${latencyMs} ms a call`,
      rows: [
        { what: 'one call', ms: one.toFixed(1), waits: '1.0' },
        { what: 'revert', ms: written.toFixed(1), waits: (written / one).toFixed(1) },
      ],
      limits: [
        { what: 'a revert, in waits of one call', measured: written / one, limit: 2.3, unit: 'calls' },
      ],
    };
  } finally {
    sandbox.stop();
  }
}

async function startSandbox() {
  const child = spawn(process.execPath, ['--no-warnings', join(root, 'dist/cli.mjs'), 'sandbox'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const waiting = [];
  const lines = createInterface({ input: child.stdout });
  const ready = new Promise((resolve, reject) => {
    lines.once('line', (line) => resolve(JSON.parse(line)));
    child.once('exit', (code) => reject(new Error(`The sandbox ended with ${code} before it was ready.`)));
  });
  lines.on('line', (line) => {
    const { type } = JSON.parse(line);
    const at = waiting.findIndex((each) => each.type === type);
    if (at >= 0) waiting.splice(at, 1)[0].resolve(performance.now());
  });
  const { endpoint, region, callers } = await ready;
  const client = (name) => new KMSClient({ endpoint, region, credentials: callers[name] });
  return {
    endpoint,
    pipeline: client('pipeline'),
    owner: client('owner'),
    next: (type) => new Promise((resolve) => waiting.push({ type, resolve })),
    stop: () => child.kill(),
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

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { BuiltCommand } from '../built-command.ts';
import { startFront } from './front.ts';
import { type ScanStage, standard, startScanStage } from './scan-stage.ts';

jest.setTimeout(60_000);

let command: BuiltCommand;
let stage: ScanStage;

beforeAll(async () => {
  command = await BuiltCommand.build();
  stage = await startScanStage();
  for (let count = 0; count < 30; count += 1) await stage.newKey();
}, 60_000);
afterAll(async () => {
  await stage?.stop();
  await command?.remove();
});

/** Starts a scan, one key at a time, and says when it has ended. */
function start(endpoint: string, format: string) {
  const args = ['scan', '--standard', standard, '--endpoint', endpoint, '--region', 'us-east-1'];
  const child = spawn(
    process.execPath,
    ['--no-warnings', join(command.folder, 'cli.mjs'), ...args, '--concurrency', '1', '--format', format],
    { env: { ...process.env, ...stage.environment } },
  );
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return { child, ended };
}

/** Interrupts the scan at its tenth key. */
async function interrupted(format: string) {
  let seen = 0;
  let running: ChildProcess | undefined;
  const front = await startFront(stage.sandbox.endpoint, {
    async before({ operation }) {
      if (operation !== 'DescribeKey' || ++seen !== 10) return undefined;
      running?.kill('SIGINT');
      await new Promise((resolve) => setTimeout(resolve, 200));
      return undefined;
    },
  });
  const { child, ended } = start(front.endpoint, format);
  running = child;
  const answer = await ended;
  await front.stop();
  return { ...answer, seen };
}

test('Ctrl-C keeps what was read, takes no new key, and says how many are left', async () => {
  const { code, out, err, seen } = await interrupted('json');
  expect([code, seen]).toEqual([1, 10]);
  const scan = JSON.parse(out);
  expect(scan).toMatchObject({ complete: false, unread: [], totals: { keys: 10, compliant: 10, left: 20 } });
  expect(scan.left).toHaveLength(20);
  expect(new Set([...scan.left, ...scan.keys.map(({ arn }: { arn: string }) => arn)]).size).toBe(30);
  expect(err).toContain('Ctrl-C once more ends at once');
  expect(err).toContain('Interrupted: 20 keys are left.');
});

test('the table says so, too', async () => {
  const { code, out } = await interrupted('text');
  expect([code, out]).toEqual([1, expect.stringMatching(/10 compliant.*\ninterrupted: 20 not looked at\n$/)]);
});

test('Ctrl-C while KMS throttles waits no longer; the key counts as left', async () => {
  stage.sandbox.faults.set({
    errors: [{ operation: 'DescribeKey', code: 'ThrottlingException', times: 1e6 }],
  });
  const { child, ended } = start(stage.sandbox.endpoint, 'json');
  setTimeout(() => child.kill('SIGINT'), 3_000);
  const { code, out } = await ended;
  stage.sandbox.faults.set({});
  expect([code, JSON.parse(out).totals]).toEqual([
    1,
    expect.objectContaining({ keys: 0, unread: 0, left: 30 }),
  ]);
});

test('a second Ctrl-C ends at once, whatever is still awaited', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let running: ChildProcess | undefined;
  const front = await startFront(stage.sandbox.endpoint, {
    async before({ operation }) {
      if (operation !== 'DescribeKey') return undefined;
      running?.kill('SIGINT');
      await held;
      return undefined;
    },
  });
  const { child, ended } = start(front.endpoint, 'json');
  running = child;
  child.stderr.once('data', () => child.kill('SIGINT'));
  const { code, out } = await ended;
  release();
  await front.stop();
  expect([code, out]).toEqual([130, '']);
});

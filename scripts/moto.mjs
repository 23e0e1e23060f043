// Runs the contract suite, and the tests of the ledger, against moto: npm run test:moto. Where moto cannot be had (no
// Python, no pip, no way to the package index) that is said, and is no failure.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const requirements = join(root, 'scripts/moto-requirements.txt');
const environment = join(root, 'node_modules/.cache/moto');
const python = join(environment, 'bin/python');

/** Longer than it takes on a slow line; after this, moto cannot be had. */
const installMs = 120_000;
const startMs = 30_000;

/** The first line that a failed command says of itself, or why it did not run. */
function failureOf(command, args, timeout) {
  const { error, status, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', timeout });
  if (error) return `${command}: ${error.message}`;
  if (status === 0) return undefined;
  return (
    (stderr
      .trim()
      .split('\n')
      .find((line) => /^ERROR|Error:/.test(line)) ??
      stderr.trim()) ||
    `exit ${status}`
  );
}

/** Makes the environment with moto in it, unless it is there already; says why it could not. */
function install() {
  if (existsSync(python) && pinnedIsInstalled()) return undefined;
  const outside = process.env.PYTHON ?? 'python3';
  const packages = ['--no-deps', '--only-binary', ':all:', '--no-compile', '--disable-pip-version-check'];
  return (
    failureOf(outside, ['-m', 'venv', '--clear', environment], installMs) ??
    failureOf(python, ['-m', 'pip', 'install', '--quiet', ...packages, '-r', requirements], installMs)
  );
}

function pinnedIsInstalled() {
  const wanted = /^moto==(.+)$/m.exec(readFileSync(requirements, 'utf8'))?.[1];
  const ask = 'import importlib.metadata as m, moto.server; print(m.version("moto"))';
  const { status, stdout } = spawnSync(python, ['-c', ask], { encoding: 'utf8' });
  return status === 0 && stdout.trim() === wanted;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts moto and waits until it answers. */
async function start(folder) {
  const port = await freePort();
  const server = spawn(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr.on('data', (part) => {
    said = (said + part).slice(-4_000);
  });
  const endpoint = `http://127.0.0.1:${port}`;
  for (const until = Date.now() + startMs; Date.now() < until; await pause(100)) {
    if (server.exitCode !== null) throw new Error(`moto ended before it answered:\n${said}`);
    if (
      await fetch(`${endpoint}/moto-api/data.json`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return { server, endpoint };
  }
  server.kill();
  throw new Error(`moto did not answer within ${startMs / 1000} s:\n${said}`);
}

/** The exit status of jest on what can be asked of moto. */
async function ask(endpoint) {
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const tests = ['test/contract/moto.test.ts', 'test/ledger/dynamodb'];
  const run = spawn(process.execPath, [...flags, jest, ...tests], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, KMS_GUARDIAN_TEST_MOTO: endpoint },
  });
  const [code] = await once(run, 'exit');
  return code ?? 1;
}

const missing = install();
if (missing !== undefined) {
  await rm(environment, { recursive: true, force: true });
  console.log(`moto cannot be had here, so the contract suite was not run against it: ${missing}`);
} else {
  const folder = await mkdtemp(join(environment, 'run-'));
  const { server, endpoint } = await start(folder);
  try {
    process.exitCode = await ask(endpoint);
  } finally {
    server.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

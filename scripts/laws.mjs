// Tries the laws of the policy engine on random policies, more of them than the tests do:
//
//   npm run laws -- --pairs 1000000 --seed 7
//
// The seed is printed, and a failure names it: with the same seed and number of pairs it comes again.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './import-typescript.mjs';

const USAGE = `usage: npm run laws -- [--pairs N] [--seed N]

  --pairs N   how many pairs of policies the laws compare in all; 100000 unless given
  --seed N    what they are drawn from; another one each time unless given
`;

const FLAGS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const TESTS = ['compare-laws', 'compare-oracle'].map((name) => `test/policy/${name}.test.ts`);

/** The options as the environment that the tests read, all with one seed; throws on what is none. */
function environment({ pairs = '100000', seed = String(randomInt(2 ** 32)) }) {
  const env = {};
  for (const [name, text] of Object.entries({ pairs, seed })) {
    if (text === undefined) continue;
    if (!/^\d{1,10}$/.test(text)) throw new Error(`--${name} is "${text}"; give a whole number`);
    env[`POLICY_LAWS_${name.toUpperCase()}`] = text;
  }
  return env;
}

/** In one process: side by side, two test files would share the machine and not be done sooner. */
function runTests(env) {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const { status } = spawnSync(process.execPath, [...FLAGS, jest, '--runInBand', '--verbose', ...TESTS], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  return status ?? 1;
}

const OPTIONS = {
  pairs: { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
};

try {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) {
    process.stdout.write(USAGE);
  } else {
    process.exitCode = runTests(environment(values));
  }
} catch (error) {
  process.stderr.write(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}

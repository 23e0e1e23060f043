import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { root } from '../scripts/import-typescript.mjs';

/**
 * The Node that Lambda would run the functions on, from npm where this is another; this one where it cannot be had.
 *
 * @returns {Promise<{ path: string, version: string }>}
 */
export async function lambdaRuntime() {
  const { provider } = parse(await readFile(join(root, 'serverless.yml'), 'utf8'));
  const major = /^nodejs(\d+)\.x$/.exec(provider.runtime)[1];
  const here = { path: process.execPath, version: process.version };
  if (process.version.startsWith(`v${major}.`)) return here;
  const told = 'console.log(JSON.stringify({ path: process.execPath, version: process.version }))';
  const command = ['--yes', '--package', `node@${major}`, '--', 'node', '--eval', told];
  return promisify(execFile)('npx', command).then(
    ({ stdout }) => JSON.parse(stdout),
    () => here,
  );
}

// Plays random histories against the guard, with faults, and looks whether it keeps its promises:
//
//   npm run chaos -- --runs 10000 --seed 7 --format json
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './import-typescript.mjs';
import { rememberingPolicies } from './remembering-policies.mjs';

// Beside node_modules, where the packages outside of the bundle are found.
const folder = await mkdtemp(join(root, 'node_modules', '.kms-guardian-'));
try {
  await build({
    absWorkingDir: root,
    entryPoints: { main: 'chaos/main.ts', worker: 'chaos/worker.ts' },
    bundle: true,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
    plugins: [rememberingPolicies],
  });
  const { main } = await import(pathToFileURL(join(folder, 'main.mjs')).href);
  process.exitCode = await main(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}

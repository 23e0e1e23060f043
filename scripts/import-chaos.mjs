import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './import-typescript.mjs';
import { rememberingPolicies } from './remembering-policies.mjs';

/**
 * Bundles parts of the simulation, in which policies are read and compared once, and hands the module called `main` to
 * `use`. Workers lie beside it under their own names; all are gone when `use` is done.
 */
export async function withChaos(entryPoints, use) {
  // Beside node_modules, where the packages outside of the bundle are found.
  const folder = await mkdtemp(join(root, 'node_modules', '.kms-guardian-'));
  try {
    await build({
      absWorkingDir: root,
      entryPoints,
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
    return await use(await import(pathToFileURL(join(folder, 'main.mjs')).href));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

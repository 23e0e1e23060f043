import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** The repository's top level. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Imports what a few lines of TypeScript export, by bundling them first: Node 20 cannot run TypeScript.
 * Packages stay outside the bundle, so that they are found in node_modules as usual.
 */
export async function importTypeScript(contents) {
  const result = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'silent',
  });
  const folder = await mkdtemp(join(root, 'node_modules', '.kms-guardian-'));
  try {
    const file = join(folder, 'bundle.mjs');
    await writeFile(file, result.outputFiles[0].contents);
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

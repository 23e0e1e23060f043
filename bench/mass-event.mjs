import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from '../scripts/import-typescript.mjs';
import { rememberingPolicies } from '../scripts/remembering-policies.mjs';

const keys = Number(process.env.BENCH_KEYS ?? 5_000);

/** Thousands of keys scheduled for deletion at one moment: how long until all are enabled again, in virtual time. */
export async function massEvent() {
  const played = await play();
  const { saved, told, throttled, deadLetters, seconds, quotaSeconds } = played;
  return {
    title: `Mass event: ${keys} keys scheduled for deletion at once, in virtual time`,
    rows: [
      { what: 'saved', keys: saved, seconds },
      { what: 'told', keys: told, seconds: '' },
      { what: 'as fast as the quota of CancelKeyDeletion lets anybody', keys, seconds: quotaSeconds },
    ],
    limits: [
      { what: 'keys not saved', measured: keys - saved, limit: 0, unit: '' },
      { what: 'in times of what the quota takes', measured: seconds / quotaSeconds, limit: 1.5, unit: 'x' },
    ],
    notes: [
      `${throttled} requests were refused by KMS, ${deadLetters} messages ended in a dead-letter queue.`,
    ],
  };
}

async function play() {
  const folder = await mkdtemp(join(root, 'node_modules', '.kms-guardian-'));
  try {
    await build({
      absWorkingDir: root,
      entryPoints: { mass: 'chaos/mass-event.ts' },
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
    const { massEvent: run } = await import(pathToFileURL(join(folder, 'mass.mjs')).href);
    return await run(keys);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

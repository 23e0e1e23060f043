import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildFunctions } from '../../scripts/build.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type Resource = {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  // Read as the test that looks at it expects; a wrong guess fails that test.
  readonly Properties: Readonly<Record<string, unknown>>;
};

export type Resources = Readonly<Record<string, Resource>>;

export type Package = {
  readonly templateFile: string;
  readonly resources: Resources;
  readonly built: Awaited<ReturnType<typeof buildFunctions>>;
  readonly remove: () => Promise<void>;
};

/** Builds and packages the service as `npm run package` does, in a folder of its own, and without credentials. */
export async function packageService(): Promise<Package> {
  const folder = await mkdtemp(join(tmpdir(), 'kms-guardian-package-'));
  const built = await buildFunctions({ outdir: join(folder, 'dist/functions') });
  for (const file of ['serverless.yml', 'package.json']) await cp(join(root, file), join(folder, file));
  await promisify(execFile)(
    process.execPath,
    [join(root, 'node_modules/serverless/bin/serverless.js'), 'package'],
    { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, SLS_TELEMETRY_DISABLED: '1' } },
  );
  const templateFile = join(folder, '.serverless/cloudformation-template-update-stack.json');
  const template: { readonly Resources: Resources } = JSON.parse(await readFile(templateFile, 'utf8'));
  return {
    templateFile,
    built,
    resources: template.Resources,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The resources of a type, by their logical names. */
export function ofType(resources: Resources, type: string): readonly (readonly [string, Resource])[] {
  return Object.entries(resources).filter(([, resource]) => resource.Type === type);
}

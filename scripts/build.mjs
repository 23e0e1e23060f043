import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { standardPlugin } from './compile-standard.mjs';
import { root } from './import-typescript.mjs';
import { pureSchemas } from './pure-schemas.mjs';
import { withoutExamples } from './without-examples.mjs';

/** The Lambda functions, a bundle each. */
export const functionNames = [
  'policy',
  'lifecycle',
  'rotation',
  'grants',
  'labels',
  'perimeter',
  'tell',
  'respond',
  'sweep',
];

/**
 * How a Lambda bundle is made. `module` before `main` takes the SDK's ES modules, which esbuild can drop the
 * unused parts of; splitting lets an `import()` load later than the first line runs.
 */
export const lambdaOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  mainFields: ['module', 'main'],
  minify: true,
  splitting: true,
  outExtension: { '.js': '.mjs' },
  legalComments: 'none',
  metafile: true,
};

/**
 * Leaves the SDK's default credential chain out of the Lambda bundles. The functions hand every client the
 * credentials of their environment (shared/aws/credentials.ts), so it would be parsed and never run.
 */
const withoutCredentialChain = {
  name: 'without-credential-chain',
  setup(build) {
    const namespace = 'kms-guardian-credentials';
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ path }) => ({ path, namespace }));
    build.onLoad({ filter: /.*/, namespace }, () => ({
      contents: `export const defaultProvider = () => async () => {
        throw new Error('A client was built without credentials; give it those of shared/aws/credentials.ts.');
      };`,
    }));
  },
};

/**
 * Builds the Lambda functions with a team's standard compiled in: each by itself, so that it is deployed with what it
 * loads and nothing of the others.
 */
export async function buildFunctions({
  outdir = join(root, 'dist/functions'),
  standard = process.env.KMS_GUARDIAN_STANDARD ?? join(root, 'standard.yaml'),
  logLevel = 'warning',
} = {}) {
  const plugins = [standardPlugin({ file: standard }), withoutCredentialChain, withoutExamples, pureSchemas];
  const buildOne = (name) =>
    build({
      ...lambdaOptions,
      logLevel,
      outdir,
      chunkNames: `chunks/${name}/[name]-[hash]`,
      entryPoints: [entry(`functions/${name}.ts`)],
      plugins,
    });
  // What is wrong with the standard is wrong for all, and is said once.
  const [first, ...rest] = functionNames;
  const built = [await buildOne(first)];
  for (const name of rest) built.push(await buildOne(name));
  const together = (part) => Object.assign({}, ...built.map(({ metafile }) => metafile[part]));
  return { metafile: { inputs: together('inputs'), outputs: together('outputs') } };
}

/** Builds what runs on a developer's machine: the command line, the sandbox, the policy library. */
export async function buildTools({ outdir = join(root, 'dist') } = {}) {
  return build({
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    outdir,
    outExtension: { '.js': '.mjs' },
    entryPoints: {
      cli: entry('cli/main.ts'),
      sandbox: entry('sandbox/index.ts'),
      policy: entry('shared/policy/index.ts'),
    },
    logLevel: 'warning',
  });
}

function entry(path) {
  const file = join(root, path);
  if (!existsSync(file)) throw new Error(`There is no ${path}, which the build starts from. Restore it.`);
  return file;
}

if (process.argv[1] === import.meta.filename) {
  await rm(join(root, 'dist'), { recursive: true, force: true });
  for (const { status, reason } of await Promise.allSettled([buildFunctions(), buildTools()])) {
    if (status === 'fulfilled') continue;
    // What esbuild found wrong it has said itself, with file and line.
    if (!reason.errors) process.stderr.write(`${reason.message}\n`);
    process.exitCode = 1;
  }
}

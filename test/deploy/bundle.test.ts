import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildFunctions, functionNames } from '../../scripts/build.mjs';

let folder: string;
let inputs: readonly string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kms-guardian-bundle-'));
  const { metafile } = await buildFunctions({ outdir: join(folder, 'functions') });
  inputs = Object.keys(metafile.inputs);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the Lambda bundles', () => {
  test('hold no YAML and no schema library: the standard is compiled at build time', () => {
    expect(inputs).toContain('kms-guardian:kms-guardian:standard');
    const packages = inputs.flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []);
    expect(packages).toContain('@aws-sdk/client-kms');
    for (const name of ['yaml', 'zod', 'commander', 'dynalite', 'esbuild'])
      expect(packages).not.toContain(name);
  });

  test('hold no credential chain: the functions take the credentials of their environment', () => {
    expect(
      inputs.filter((input) => /credential-provider|nested-clients|token-providers/.test(input)),
    ).toEqual(['kms-guardian-credentials:@aws-sdk/credential-provider-node']);
  });

  test('hold nothing of the command line or the sandbox', () => {
    expect(inputs.filter((input) => /^(cli|sandbox|test|scripts)\//.test(input))).toEqual([]);
  });

  // People call `respond`, and no queue.
  test.each(functionNames.filter((name) => name !== 'respond'))(
    '%s gives a record that is no event back to the queue, in a fresh process',
    (name) => {
      const url = pathToFileURL(join(folder, 'functions', `${name}.mjs`)).href;
      const source = `const { handler } = await import(${JSON.stringify(url)}); 
      const records = [{ messageId: 'broken', body: 'no JSON' }];
      console.log(JSON.stringify(await handler({ Records: records })))`;
      const env = {
        LEDGER_TABLE: 'ledger',
        ALERT_TOPIC_ARN: 'arn:aws:sns:eu-west-1:111122223333:alerts',
        ALERT_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111122223333/alerts.fifo',
        SWEEP_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111122223333/sweep.fifo',
        SWEEP_QUEUE_URLS: JSON.stringify(
          Object.fromEntries(functionNames.map((each) => [each, `https://sqs.example/${each}-sweep`])),
        ),
      };
      const output = execFileSync(process.execPath, ['--input-type=module', '--eval', source], {
        env: { PATH: process.env.PATH, AWS_REGION: 'eu-west-1', ...env },
        encoding: 'utf8',
        // The SDK's notice that it will need a later Node goes to stderr.
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const answer = JSON.parse(output.trim().split('\n').at(-1) ?? '');
      expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'broken' }] });
    },
  );

  test('are alike from build to build, so that an unchanged function is not deployed again', async () => {
    const again = join(folder, 'again');
    const { metafile } = await buildFunctions({ outdir: again });
    const names = Object.keys(metafile.outputs).map((path) => path.slice(path.lastIndexOf('again/') + 6));
    for (const name of names)
      expect(await readFile(join(again, name))).toEqual(await readFile(join(folder, 'functions', name)));
  }, 60_000);
});

test('a standard with an unknown field stops the build, with its file, line and column', async () => {
  const standard = join(folder, 'standard.yaml');
  await writeFile(standard, 'version: 1\nrotations: {}\n');
  const outdir = join(folder, 'refused');
  const failure = await buildFunctions({ standard, outdir, logLevel: 'silent' }).then(
    () => undefined,
    (error: { readonly errors: readonly { readonly text: string; readonly location: unknown }[] }) => error,
  );
  expect(failure?.errors).toContainEqual(
    expect.objectContaining({
      text: expect.stringContaining('rotations'),
      location: expect.objectContaining({
        file: expect.stringContaining('standard.yaml'),
        line: 2,
        column: 0,
      }),
    }),
  );
  await expect(stat(outdir)).rejects.toMatchObject({ code: 'ENOENT' });
}, 30_000);

import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { buildFunctions, functionNames } from '../scripts/build.mjs';
import { root } from '../scripts/import-typescript.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 21);

/** The three clients the functions use, built as the module loads: what most handlers do. */
const plainHandler = `
  import { KMSClient } from '@aws-sdk/client-kms';
  import { SQSClient } from '@aws-sdk/client-sqs';
  import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
  const clients = [new KMSClient({}), new SQSClient({}), new DynamoDBClient({})];
  export const handler = async () => clients.length;
`;
const emptyHandler = 'export const handler = async () => {};';

/** Size and import time of each Lambda bundle, between an empty handler and the plainly bundled SDK. */
export async function coldStart() {
  const folder = await mkdtemp(join(root, 'node_modules', '.kms-guardian-bench-'));
  try {
    const { metafile } = await buildFunctions({ outdir: join(folder, 'functions') });
    const empty = await bundlePlainly(emptyHandler, join(folder, 'empty.cjs'));
    const plain = await bundlePlainly(plainHandler, join(folder, 'plain.cjs'));
    const ours = functionNames.map((name) => ({
      name,
      file: join(folder, 'functions', `${name}.mjs`),
      ...sizes(metafile, name),
    }));
    return summarise(time([empty, plain, ...ours]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As `esbuild --bundle --minify --platform=node` does it. */
async function bundlePlainly(contents, outfile) {
  const stdin = { contents, resolveDir: root };
  await build({ stdin, bundle: true, minify: true, platform: 'node', outfile, logLevel: 'warning' });
  const { size } = await stat(outfile);
  const name = outfile.endsWith('empty.cjs') ? 'empty handler' : 'plain SDK bundle';
  return { name, file: outfile, loaded: size, later: 0 };
}

/** Bytes that load before the first line of the handler runs, and those that load later or never. */
function sizes({ outputs }, name) {
  const all = Object.entries(outputs);
  const start = all.find(([path]) => path.endsWith(`functions/${name}.mjs`))[0];
  const reached = (kinds) => {
    const seen = new Set([start]);
    for (const path of seen)
      for (const { path: next, kind, external } of outputs[path].imports)
        if (!external && kinds.includes(kind)) seen.add(next);
    return [...seen].reduce((sum, path) => sum + outputs[path].bytes, 0);
  };
  const loaded = reached(['import-statement']);
  return { loaded, later: reached(['import-statement', 'dynamic-import']) - loaded };
}

/** Imports each in fresh processes, in turn, so that what else the machine does falls on all alike. */
function time(subjects) {
  const times = subjects.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, { file }] of subjects.entries()) times[index].push(importTime(file));
  return subjects.map((subject, index) => ({ ...subject, ms: median(times[index]) }));
}

function importTime(file) {
  const source = `const began = performance.now();
    await import(${JSON.stringify(pathToFileURL(file).href)});
    console.log(performance.now() - began);`;
  const env = {
    AWS_REGION: 'eu-west-1',
    LEDGER_TABLE: 'ledger',
    ALERT_TOPIC_ARN: 'arn:aws:sns:eu-west-1:111122223333:alerts',
    ALERT_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111122223333/alerts.fifo',
    QUEUE_URLS: '{"policy":"https://sqs.eu-west-1.amazonaws.com/111122223333/policy"}',
    SWEEP_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111122223333/sweep.fifo',
    SWEEP_QUEUE_URLS: JSON.stringify(
      Object.fromEntries(functionNames.map((name) => [name, `https://sqs.example/${name}-sweep`])),
    ),
    NODE_DISABLE_COMPILE_CACHE: '1',
  };
  const options = { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', source], options));
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function summarise([empty, plain, ...ours]) {
  const ratio = ({ ms }) => (ms - empty.ms) / (plain.ms - empty.ms);
  const kilobytes = (bytes) => (bytes / 1000).toFixed(1);
  return {
    title: `Cold start: import time, the median of ${rounds} fresh processes, Node ${process.version}`,
    rows: [empty, plain, ...ours].map((subject) => ({
      bundle: subject.name,
      'kB loaded': kilobytes(subject.loaded),
      'kB later': kilobytes(subject.later),
      ms: subject.ms.toFixed(1),
      'above empty, of plain': ratio(subject).toFixed(2),
    })),
    limits: ours.map((subject) => ({
      what: `${subject.name}: import time above the empty handler's, beside the plain bundle's`,
      measured: ratio(subject),
      limit: 0.5,
      unit: '',
    })),
  };
}

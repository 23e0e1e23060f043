import { parentPort, workerData } from 'node:worker_threads';
import { mutants } from './mutants.ts';
import { type Span, tally } from './tally.ts';

/** What a worker is started with; it answers each span that it is sent with its tally. */
export type WorkerData = { readonly mutant?: string };

const { mutant: name } = workerData as WorkerData;
const mutant = name === undefined ? undefined : mutants[name];

parentPort?.on('message', async (span: Span) => {
  parentPort?.postMessage(await tally(span, mutant));
});

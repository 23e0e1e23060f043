import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type Span, type Tally, together } from './tally.ts';
import type { WorkerData } from './worker.ts';

/** So many histories at a time: few enough that all workers are done at about the same time. */
const portion = 50;

/** Plays many histories on several threads. What comes out does not depend on how many there are. */
export async function manyRuns(
  runs: number,
  seed: number,
  threads: number,
  file: URL,
  workerData: WorkerData,
): Promise<Tally> {
  const spans: Span[] = [];
  for (let first = 0; first < runs; first += portion)
    spans.push({ seed, first, last: Math.min(first + portion, runs) });
  const tallies: Tally[] = [];
  await Promise.all(
    Array.from({ length: Math.min(threads, spans.length) }, async () => {
      const worker = new Worker(file, { workerData });
      try {
        for (let span = spans.shift(); span !== undefined; span = spans.shift()) {
          worker.postMessage(span);
          const [made] = (await once(worker, 'message')) as [Tally];
          tallies.push(made);
        }
      } finally {
        await worker.terminate();
      }
    }),
  );
  return together(tallies);
}

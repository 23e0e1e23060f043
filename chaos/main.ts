import { availableParallelism } from 'node:os';
import { exploreEverything } from './exhaustive/explore-everything.ts';
import { manyRuns } from './many-runs.ts';
import { mutants } from './mutants.ts';
import { type Options, readOptions, UsageError, usage } from './options.ts';
import { play } from './play.ts';
import { violationsIn } from './promises/all.ts';
import { countsOf, type Found, type Tally } from './tally.ts';

export type Output = { readonly out: (text: string) => void; readonly err: (text: string) => void };

/** The `chaos` command. @returns the exit code */
export async function main(args: readonly string[], output: Output): Promise<0 | 1 | 2> {
  try {
    const options = readOptions(args);
    if (options.help) output.out(usage);
    else if (options.exhaustive) return await explore(options, output);
    else if (options.run !== undefined) return await replay(options, options.run, output);
    else return await playMany(options, output);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    output.err(`${error.message}\n\n${usage}`);
    return 2;
  }
}

async function playMany(options: Options, { out, err }: Output): Promise<0 | 1> {
  const { runs, seed, format, mutant } = options;
  const began = performance.now();
  const worker = new URL('./worker.mjs', import.meta.url);
  const made = await manyRuns(
    runs,
    seed,
    availableParallelism(),
    worker,
    mutant === undefined ? {} : { mutant },
  );
  const seconds = (performance.now() - began) / 1_000;
  const ok = made.violations.length === 0;
  for (const found of firstOfEach(made)) {
    err(`${found.promise}: in run ${found.run} (${found.weather}), ${found.what}\n`);
    err(
      `  npm run chaos -- --seed ${seed} --run ${found.run}${mutant === undefined ? '' : ` --mutant ${mutant}`}\n`,
    );
  }
  const { events, remediations } = made;
  const counts = countsOf(made);
  out(
    format === 'json'
      ? `${JSON.stringify({ runs, seed, events, remediations, violations: counts, ok })}\n`
      : `${runs} histories of seed ${seed}, with ${events} events and ${remediations} remediations, in ${seconds.toFixed(0)} s.\n${said(counts)}\n`,
  );
  return ok ? 0 : 1;
}

/** One example of each promise that was broken. */
function firstOfEach({ violations }: Tally): readonly Found[] {
  const names = [...new Set(violations.map(({ promise }) => promise))];
  return names.flatMap((name) => violations.find(({ promise }) => promise === name) ?? []);
}

const said = (counts: Readonly<Record<string, number>>) =>
  Object.keys(counts).length === 0
    ? 'Every promise was kept.'
    : Object.entries(counts)
        .map(([promise, count]) => `Broken: ${promise}, ${count} times.`)
        .join('\n');

async function replay(options: Options, run: number, { out }: Output): Promise<0 | 1> {
  const { seed, mutant: name, format } = options;
  const mutant = name === undefined ? undefined : mutants[name];
  const { chronicle, trace, weather } = await play({ seed, run, trace: true, ...(mutant && { mutant }) });
  const violations = violationsIn(chronicle);
  out(
    format === 'json'
      ? `${JSON.stringify({ seed, run, weather, trace, violations, ok: violations.length === 0 })}\n`
      : `Run ${run} of seed ${seed}, ${weather}.\n\n${trace.join('\n')}\n\n${violations.map(({ promise, what }) => `Broken: ${promise}. ${what}`).join('\n') || 'Every promise was kept.'}\n`,
  );
  return violations.length === 0 ? 0 : 1;
}

async function explore({ format }: Options, { out }: Output): Promise<0 | 1> {
  const explored = await exploreEverything();
  const ok = explored.every(({ broken }) => broken.length === 0);
  out(
    format === 'json'
      ? `${JSON.stringify({ explored, ok })}\n`
      : `${explored.map(({ name, schedules, broken }) => `${name}: ${schedules} schedules; ${broken.length === 0 ? 'all hold' : broken.slice(0, 3).join('; ')}.`).join('\n')}\n`,
  );
  return ok ? 0 : 1;
}

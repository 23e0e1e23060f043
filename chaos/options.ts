import { parseArgs } from 'node:util';
import { mutants } from './mutants.ts';

export const usage = `usage: npm run chaos -- [--runs N] [--seed S] [--run K] [--mutant NAME] [--exhaustive] [--format text|json]

  --runs N        how many histories are played; 1000 unless given
  --seed S        what they are drawn from; 1 unless given
  --run K         plays only the history of this number, and shows what happens in it
  --mutant NAME   breaks the guard on purpose: ${Object.keys(mutants).join(', ')}
  --exhaustive    explores every order of a few invocations on one key instead
  --format        text, or json

Exits with 0 where every promise was kept, 1 where one was broken, 2 where it could not be tried.
`;

export type Options = {
  readonly runs: number;
  readonly seed: number;
  readonly run?: number;
  readonly mutant?: string;
  readonly exhaustive: boolean;
  readonly format: 'text' | 'json';
  readonly help: boolean;
};

/** An argument that is none. */
export class UsageError extends Error {}

/** @throws {UsageError} */
export function readOptions(args: readonly string[]): Options {
  const { values } = parse(args);
  const { mutant, format = 'text' } = values;
  if (mutant !== undefined && !Object.hasOwn(mutants, mutant))
    throw new UsageError(`--mutant is "${mutant}"; there are ${Object.keys(mutants).join(', ')}`);
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`--format is "${format}"; give text or json`);
  const run = whole('run', values.run);
  return {
    runs: whole('runs', values.runs) ?? 1_000,
    seed: whole('seed', values.seed) ?? 1,
    ...(run === undefined ? {} : { run }),
    ...(mutant === undefined ? {} : { mutant }),
    exhaustive: values.exhaustive === true,
    format,
    help: values.help === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        runs: { type: 'string' },
        seed: { type: 'string' },
        run: { type: 'string' },
        mutant: { type: 'string' },
        exhaustive: { type: 'boolean' },
        format: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function whole(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${name} is "${text}"; give a whole number`);
  return Number(text);
}

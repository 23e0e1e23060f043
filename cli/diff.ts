import { Command } from 'commander';
import { comparePolicies } from '../shared/policy/compare.ts';
import type { Comparison } from '../shared/policy/comparison.ts';
import { accountOption, formatOption, readPolicy } from './policy-file.ts';

type Options = { readonly account: string; readonly format: 'text' | 'json' };

/** `diff BASELINE CANDIDATE`: exits 0 for equivalent or narrower, 1 where something was gained or is unknown. */
export function diffCommand(): Command {
  return new Command('diff')
    .description('what access a candidate policy gives and takes, against a baseline')
    .argument('<baseline>', 'the policy as it was; - for standard input')
    .argument('<candidate>', 'the policy as it would be; - for standard input')
    .addOption(accountOption())
    .addOption(formatOption())
    .action(async (baseline: string, candidate: string, { account, format }: Options) => {
      const difference = comparePolicies(
        await readPolicy(baseline, account),
        await readPolicy(candidate, account),
      );
      const text = format === 'json' ? JSON.stringify(difference, null, 2) : toText(difference);
      process.stdout.write(`${text}\n`);
      if (difference.relation !== 'equivalent' && difference.relation !== 'narrower') process.exitCode = 1;
    });
}

function toText({ relation, gained, lost, unknown }: Comparison): string {
  return [
    relation,
    ...gained.map(({ text, from, to }) => `+ ${text} (${from} before, ${to} now)`),
    ...lost.map(({ text, from, to }) => `- ${text} (${from} before, ${to} now)`),
    ...unknown.map(({ reason }) => `? ${reason}`),
  ].join('\n');
}

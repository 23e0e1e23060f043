import { Command } from 'commander';
import { comparePolicies } from '../shared/policy/compare.ts';
import type { AccessChange, Comparison } from '../shared/policy/comparison.ts';
import { describeStatement, list } from '../shared/policy/explain.ts';
import { UnreadableFile } from './files.ts';
import { accountOption, formatOption, type KeyOptions, keyOption, readPolicy } from './policy-file.ts';

type Options = KeyOptions & { readonly format: 'text' | 'json' };

/** `diff BASELINE CANDIDATE`: exits 0 for equivalent or narrower, 1 where something was gained or is unknown. */
export function diffCommand(): Command {
  return new Command('diff')
    .description('what access a candidate policy gives and takes, against a baseline')
    .argument('<baseline>', 'the policy as it was; - for standard input')
    .argument('<candidate>', 'the policy as it would be; - for standard input')
    .addOption(accountOption())
    .addOption(keyOption())
    .addOption(formatOption())
    .action(async (baseline: string, candidate: string, options: Options) => {
      if (baseline === '-' && candidate === '-') {
        throw new UnreadableFile(
          '-',
          'only one of the two policies can come from it; give the other as a file',
        );
      }
      const difference = comparePolicies(
        await readPolicy(baseline, options),
        await readPolicy(candidate, options),
      );
      const text = options.format === 'json' ? JSON.stringify(difference, null, 2) : toText(difference);
      process.stdout.write(`${text}\n`);
      const { gained, unknown } = difference;
      if (gained.length > 0 || unknown.length > 0) process.exitCode = 1;
    });
}

function toText({ relation, gained, lost, unknown }: Comparison): string {
  return [
    relation,
    ...gained.flatMap((change) => [`+ ${change.text} (${levels(change)})`, witness(change)]),
    ...lost.flatMap((change) => [`- ${change.text} (${levels(change)})`, witness(change)]),
    ...unknown.map(
      ({ reason, statements }) =>
        `? ${[reason, list(statements.map(describeStatement), 'and')].filter((part) => part !== '').join(', by ')}`,
    ),
  ].join('\n');
}

const levels = ({ from, to }: AccessChange) => `${from} before, ${to} now`;

/** The request that shows a change, and the statements that give or gave the access. */
function witness({ principal, action, context, statements }: AccessChange): string {
  const carried = Object.entries(context).map(([key, value]) => `${key}=${[value].flat().join(',')}`);
  const by = statements.length > 0 ? `, by ${list(statements.map(describeStatement), 'and')}` : '';
  return `    ${action} by ${principal}${carried.length > 0 ? ` with ${carried.join(' ')}` : ''}${by}`;
}

import { Command } from 'commander';
import { type Capability, whoCan } from '../shared/policy/who-can.ts';
import { accountOption, formatOption, type KeyOptions, keyOption, readPolicy } from './policy-file.ts';

type Options = KeyOptions & { readonly format: 'text' | 'json' };

/** `who-can POLICY`: every principal against administer, own and use. */
export function whoCanCommand(): Command {
  return new Command('who-can')
    .description('every principal of a key policy: may it administer, own, use')
    .argument('<policy>', 'the key policy; - for standard input')
    .addOption(accountOption())
    .addOption(keyOption())
    .addOption(formatOption())
    .action(async (path: string, options: Options) => {
      const capabilities = whoCan(await readPolicy(path, options));
      const text = options.format === 'json' ? JSON.stringify(capabilities, null, 2) : table(capabilities);
      process.stdout.write(`${text}\n`);
    });
}

function table(capabilities: readonly Capability[]): string {
  const header = ['principal', 'administer', 'own', 'use', 'conditions'];
  const rows = capabilities.map(({ principal, administer, own, use, conditions }) => [
    principal,
    administer,
    own,
    use,
    conditions ?? '',
  ]);
  const widths = header.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

import { Command, InvalidArgumentError } from 'commander';
import { decide } from '../shared/policy/decide.ts';
import type { Context } from '../shared/policy/policy.ts';
import { accountOption, formatOption, type KeyOptions, keyOption, readPolicy } from './policy-file.ts';

type Options = KeyOptions & {
  readonly principal: string;
  readonly action: string;
  readonly context: Context;
  readonly format: 'text' | 'json';
};

/** `can POLICY`: one request. Exits 0 where it is allowed or delegated, 1 where it is denied. */
export function canCommand(): Command {
  return new Command('can')
    .description('one request: allowed, delegated or denied, and by which statements')
    .argument('<policy>', 'the key policy; - for standard input')
    .requiredOption('--principal <principal>', 'who asks: an ARN, a service name or an account ID')
    .requiredOption('--action <action>', 'what for: kms:Decrypt')
    .option(
      '--context <key=value>',
      'a condition key of the request; again for more, or more values',
      collect,
      {},
    )
    .addOption(accountOption())
    .addOption(keyOption())
    .addOption(formatOption())
    .action(async (path: string, options: Options) => {
      const { principal, action, context } = options;
      const answer = decide(await readPolicy(path, options), { principal, action, context });
      process.stdout.write(`${options.format === 'json' ? JSON.stringify(answer, null, 2) : answer.text}\n`);
      if (answer.decision === 'denied') process.exitCode = 1;
    });
}

function collect(pair: string, before: Context): Context {
  const at = pair.indexOf('=');
  if (at < 1)
    throw new InvalidArgumentError('Write it as key=value, for example aws:SourceVpce=vpce-1a2b3c4d.');
  const key = pair.slice(0, at);
  const value = pair.slice(at + 1);
  const known = before[key];
  return { ...before, [key]: known === undefined ? value : [known, value].flat() };
}

import { Command, InvalidArgumentError, Option } from 'commander';
import { otherKinds } from './check/check-document.ts';
import { type CheckOptions, checkFiles } from './check/check-files.ts';
import { exitCode, unjudgedText } from './check/report.ts';
import { reportJson } from './check/report-json.ts';
import { reportText } from './check/report-text.ts';
import { sarif } from './check/sarif.ts';
import { accountOption, keyOption } from './policy-file.ts';

type Options = CheckOptions & { readonly format: keyof typeof formats };

const formats = { text: reportText, json: reportJson, sarif };

/** `check POLICY...`: exits 0 where nothing breaks the standard, 1 where something does, 2 where that cannot be told. */
export function checkCommand(): Command {
  return new Command('check')
    .description(
      'what in key policies, CloudFormation templates and Terraform plans, in an SCP or a VPC endpoint policy breaks the standard',
    )
    .argument(
      '<policy...>',
      'key policies, templates, or what terraform show -json prints; - for standard input',
    )
    .requiredOption('--standard <file>', 'the governance standard')
    .addOption(accountOption())
    .addOption(keyOption())
    .addOption(new Option('--region <region>', 'the Region of the keys; us-east-1 where none is given'))
    .option('--class <name>', 'judge every key as one of this class; default for the keys of no class')
    .addOption(
      new Option('--as <kind>', 'what the files are')
        .choices(['key-policy', ...otherKinds])
        .default('key-policy'),
    )
    .option('--parameter <name=value>', 'a parameter of the templates; again for more', collect, {})
    .addOption(new Option('--format <format>', 'how to answer').choices(Object.keys(formats)).default('text'))
    .action(async (paths: readonly string[], options: Options) => {
      const report = await checkFiles(paths, options);
      for (const line of [...report.notes, ...report.unjudged.map(unjudgedText)]) {
        process.stderr.write(`${line}\n`);
      }
      process.stdout.write(`${formats[options.format](report)}\n`);
      process.exitCode = exitCode(report);
    });
}

type Parameters = Readonly<Record<string, string>>;

function collect(pair: string, before: Parameters): Parameters {
  const at = pair.indexOf('=');
  if (at < 1)
    throw new InvalidArgumentError(
      'Write it as name=value, for example RoleArn=arn:aws:iam::111122223333:role/App.',
    );
  return { ...before, [pair.slice(0, at)]: pair.slice(at + 1) };
}

import { Argument, Command, Option } from 'commander';
import type { Place } from '../shared/render/arns.ts';
import type { Rendered } from '../shared/render/document.ts';
import { keyPolicyOf } from '../shared/render/key-policy.ts';
import { resourceControlPolicyOf } from '../shared/render/resource-control-policy.ts';
import { serviceControlPolicyOf } from '../shared/render/service-control-policy.ts';
import { vpcEndpointPolicyOf } from '../shared/render/vpc-endpoint-policy.ts';
import type { Governance, Standard } from '../shared/standard/standard.ts';
import { accountOption, checkKey } from './policy-file.ts';
import { classNamed, readStandard } from './standard-file.ts';

type Kind = keyof typeof documents;
type Options = {
  readonly standard: string;
  readonly account: string;
  readonly class?: string;
  readonly partition: string;
};

/** A key has one class; the other documents hold for whole accounts, so for the keys of every class. */
const documents = {
  'key-policy': ([first]: Classes, place: Place) => keyPolicyOf(first, place),
  scp: serviceControlPolicyOf,
  rcp: resourceControlPolicyOf,
  'vpc-endpoint-policy': vpcEndpointPolicyOf,
} satisfies Record<string, (classes: Classes, place: Place) => Rendered>;

/** The first are the defaults, or the one class that was asked for. */
type Classes = readonly [Governance, ...Governance[]];

/** `render DOCUMENT`: the compliant document on standard output, what to know about it on standard error. */
export function renderCommand(): Command {
  return new Command('render')
    .description('the key policy, SCP, RCP or VPC endpoint policy that the standard asks for')
    .addArgument(new Argument('<document>', 'what to render').choices(Object.keys(documents)))
    .requiredOption('--standard <file>', 'the governance standard; - for standard input')
    .addOption(accountOption())
    .option('--class <name>', 'for keys of this class alone; default for the keys of no class')
    .addOption(
      new Option('--partition <partition>', 'the partition of the account')
        .choices(['aws', 'aws-cn', 'aws-us-gov'])
        .default('aws'),
    )
    .addOption(new Option('--format <format>', 'always JSON here').choices(['json']).default('json'))
    .action(async (kind: Kind, options: Options) => {
      const { account, partition } = options;
      checkKey(account, undefined);
      const classes = classesOf(await readStandard(options.standard), options.class);
      const { text, notes } = documents[kind](classes, { account, partition });
      for (const note of notes) process.stderr.write(`note: ${note}\n`);
      process.stdout.write(`${text}\n`);
    });
}

function classesOf({ defaults, classes }: Standard, name: string | undefined): Classes {
  if (name !== undefined) return [classNamed(name, { defaults, classes }).governance];
  return [defaults, ...classes.map(({ governance }) => governance)];
}

import { Command } from 'commander';
import { adoptLive } from './baseline/adopt-live.ts';
import { newestBaselines } from './baseline/list.ts';
import { contentOf, findingText, lineOf } from './baseline/report.ts';
import { type ConnectionOptions, connect, withConnection } from './operate/connection.ts';
import { keyNamed, thingNamed } from './operate/thing.ts';
import { whoAmI } from './operate/who-am-i.ts';
import { exampleStandard, readStandard } from './standard-file.ts';

/** `baseline list|show|history|adopt`: what is approved of each thing, by whom and why. */
export function baselineCommand(): Command {
  return new Command('baseline')
    .description('what is approved of each key or other thing, by whom and why')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(historyCommand())
    .addCommand(adoptCommand());
}

function listCommand(): Command {
  const list = new Command('list').description('the newest version of everything that has a baseline');
  return withConnection(list).action(async (options: ConnectionOptions) => {
    const found = await newestBaselines(connect(options, process.env));
    const brief = found.map(({ arn, version, adoptedAt, by, why }) => ({ arn, version, adoptedAt, by, why }));
    say(options, brief, found.map((each) => `${each.arn}  ${lineOf(each)}`).join('\n'));
  });
}

type ShowOptions = ConnectionOptions & { readonly policy?: true };

/** What is approved of the thing is no policy: it is no key. */
class NoPolicy extends Error {
  readonly code = 'NO_POLICY';
  constructor(arn: string) {
    super(`The baseline of ${arn} holds no policy: only those of keys and VPC endpoints do.`);
    this.name = 'NoPolicy';
  }
}

function showCommand(): Command {
  const show = new Command('show').description('what is approved now; exits 1 where nothing is');
  show.argument('<arn>').option('--policy', 'its key policy alone, as it can be put on the key');
  return withConnection(show).action(async (arn: string, options: ShowOptions) => {
    const thing = thingNamed(arn);
    const baseline = await connect(options, process.env, thing.region).ledger.baseline(thing.arn);
    if (baseline === undefined) return sayNone(options, arn);
    if (options.policy !== true) return say(options, baseline, contentOf(baseline));
    if (!baseline.policy) throw new NoPolicy(arn);
    process.stdout.write(`${baseline.policy}\n`);
  });
}

function historyCommand(): Command {
  const history = new Command('history').description(
    'every version, newest first; exits 1 where there is none',
  );
  return withConnection(history.argument('<arn>')).action(async (arn: string, options: ConnectionOptions) => {
    const thing = thingNamed(arn);
    const versions = await connect(options, process.env, thing.region).ledger.baselines(thing.arn);
    if (versions.length === 0) return sayNone(options, arn);
    say(options, versions, versions.map(lineOf).join('\n'));
  });
}

type AdoptOptions = ConnectionOptions & { readonly why: string; readonly standard: string };

function adoptCommand(): Command {
  const adopt = new Command('adopt')
    .description('approve a key as it is now; exits 1 where its policy breaks the standard')
    .argument('<arn>', 'the ARN of the key')
    .requiredOption('--why <text>', 'the reason, which every version keeps')
    .option(
      '--standard <file>',
      'the governance standard; that of KMS_GUARDIAN_STANDARD where none is given',
      process.env.KMS_GUARDIAN_STANDARD ?? exampleStandard,
    );
  return withConnection(adopt).action(async (arn: string, options: AdoptOptions) => {
    const key = keyNamed(arn);
    const connection = connect(options, process.env, key.region);
    const standard = await readStandard(options.standard);
    const by = await whoAmI(connection.environment);
    const adoption = await adoptLive(key, { standard, by, why: options.why }, connection);
    if ('refused' in adoption) {
      const { refused, findings } = adoption;
      say(options, adoption, [refused, ...findings.map(findingText), 'Nothing was adopted.'].join('\n'));
      process.exitCode = 1;
      return;
    }
    say(options, adoption, `${key.arn}\n${lineOf(adoption.baseline)}`);
  });
}

function say({ format }: ConnectionOptions, data: unknown, text: string): void {
  process.stdout.write(format === 'json' ? `${JSON.stringify(data, null, 2)}\n` : text && `${text}\n`);
}

function sayNone(options: ConnectionOptions, arn: string): void {
  say(options, null, `Nothing of ${arn} is approved yet.`);
  process.exitCode = 1;
}

import { Command, Option } from 'commander';
import { createClients } from '../shared/aws/clients.ts';
import { type Environment, regionOf } from '../shared/aws/settings.ts';
import { createDynamoLedger } from '../shared/ledger/dynamodb/ledger.ts';
import { type Identity, identityOf } from './operate/profile.ts';
import { baselinesIn } from './scan/baselines.ts';
import { onInterrupt } from './scan/interruption.ts';
import { concurrencyIn, endpointIn, InvalidRegion, isRegion, regionsIn } from './scan/options.ts';
import { progressOn } from './scan/progress.ts';
import { reportCsv } from './scan/report-csv.ts';
import { reportJson } from './scan/report-json.ts';
import { reportSarif } from './scan/report-sarif.ts';
import { reportText } from './scan/report-text.ts';
import { exitCode, type Scan } from './scan/result.ts';
import { scanKeys } from './scan/scan-keys.ts';
import { classNamed, exampleStandard, readStandard } from './standard-file.ts';

type Options = {
  readonly standard: string;
  readonly region?: readonly string[];
  readonly profile?: string;
  readonly endpoint?: string;
  readonly table?: string;
  readonly class?: string;
  readonly format: keyof typeof formats;
  readonly concurrency: number;
};

const formats = {
  text: (scan: Scan) => reportText(scan, process.stdout.isTTY ? process.stdout.columns : undefined),
  json: reportJson,
  sarif: reportSarif,
  csv: reportCsv,
};

/** `scan`: exits 0 where every key complies, 1 where one does not or could not be read, 2 where no key could be listed. */
export function scanCommand(): Command {
  return new Command('scan')
    .description('every customer-managed key of an account, live: what of them breaks the standard')
    .option(
      '--standard <file>',
      'the governance standard; that of KMS_GUARDIAN_STANDARD where none is given',
      process.env.KMS_GUARDIAN_STANDARD ?? exampleStandard,
    )
    .addOption(
      new Option(
        '--region <region...>',
        'the Regions to look at; AWS_REGION, or that of the profile, where none is',
      ).argParser(regionsIn),
    )
    .option('--profile <name>', 'take the credentials of this profile of ~/.aws/config')
    .addOption(
      new Option('--endpoint <url>', 'another endpoint than that of AWS, such as the sandbox').argParser(
        endpointIn,
      ),
    )
    .option(
      '--table <name>',
      'the table of a guardian’s ledger, in the first Region: keys are compared with their baselines, too',
    )
    .option('--class <name>', 'judge the keys of this class alone; default for the keys of no class')
    .addOption(
      new Option('--concurrency <number>', 'how many keys are read at the same time')
        .argParser(concurrencyIn)
        .default(10),
    )
    .addOption(new Option('--format <format>', 'how to answer').choices(Object.keys(formats)).default('text'))
    .action(async (options: Options) => {
      const scan = await scanAccount(options, process.env);
      process.stdout.write(`${formats[options.format](scan)}\n`);
      if (scan.left.length > 0) process.stderr.write(`Interrupted: ${scan.left.length} keys are left.\n`);
      process.exitCode = exitCode(scan);
    });
}

async function scanAccount(options: Options, given: Environment): Promise<Scan> {
  const { table, endpoint, concurrency } = options;
  const standard = await readStandard(options.standard);
  const onlyClass = options.class === undefined ? undefined : classNamed(options.class, standard).name;
  const identity = await identityOf(options.profile, given);
  const regions = options.region ?? [ownRegion(given, identity)];
  const [region = ''] = regions;
  const environment = {
    ...given,
    AWS_REGION: region,
    ...(endpoint === undefined ? {} : { AWS_ENDPOINT_URL: endpoint }),
  };
  const clients = createClients(environment, identity.credentials);
  const baselineOf =
    table === undefined
      ? undefined
      : await baselinesIn(createDynamoLedger({ client: clients.dynamodb, table }), { table, region });
  const progress = progressOn(process.stderr, Date.now);
  const interruption = onInterrupt(() => {
    progress.end();
    process.stderr.write('Stopping after the keys that are being read; Ctrl-C once more ends at once.\n');
  });
  try {
    return await scanKeys(regions, {
      kms: clients.kms,
      standard,
      concurrency,
      signal: interruption.signal,
      now: Date.now,
      progress: progress.show,
      ...(onlyClass === undefined ? {} : { onlyClass }),
      ...(baselineOf && { baselineOf }),
    });
  } finally {
    progress.end();
    interruption.done();
  }
}

/** @throws {MissingRegion} {InvalidRegion} */
function ownRegion(given: Environment, { region: ofProfile }: Identity): string {
  const region = regionOf({
    ...given,
    AWS_REGION: given.AWS_REGION || given.AWS_DEFAULT_REGION || ofProfile,
  });
  if (!isRegion(region)) throw new InvalidRegion(region);
  return region;
}

import { Command, InvalidArgumentError } from 'commander';
import { startGuardedSandbox } from './guarded-sandbox.ts';
import { exampleStandard, readStandard } from './standard-file.ts';

/** `sandbox`: the local AWS Region with the guard attached, until it is interrupted. */
export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('a local AWS Region with the guard attached, for any AWS client (set AWS_ENDPOINT_URL)')
    .option('--standard <file>', 'the governance standard', exampleStandard)
    .option('--port <port>', 'the port to listen on; 0 takes a free one', portNumber, 0)
    .option('--format <format>', 'always JSON lines here', 'json')
    .action(async (options: { readonly standard: string; readonly port: number }) => {
      const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);
      const standard = await readStandard(options.standard);
      const early: unknown[] = [];
      let ready = false;
      const report = (told: unknown) => (ready ? say(told) : early.push(told));
      const sandbox = await startGuardedSandbox({ standard, port: options.port, report });
      const callers = Object.fromEntries(
        Object.entries(sandbox.callers).map(([name, { accessKeyId, secretAccessKey, arn }]) => [
          name,
          { accessKeyId, secretAccessKey, arn },
        ]),
      );
      const { endpoint, region, accounts, slackUrl, slackPage, table } = sandbox;
      say({ endpoint, region, accounts, callers, table, slack: slackUrl, slackPage });
      ready = true;
      early.forEach(say);
      const stop = () => void sandbox.stop().then(() => process.exit(0));
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
    });
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
  return port;
}

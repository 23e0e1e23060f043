import { Command } from 'commander';
import { closeAccounts, closeThings } from '../shared/close-breaker.ts';
import { describeActor } from '../shared/events/describe-actor.ts';
import { holding } from '../shared/hold.ts';
import type { Breaker } from '../shared/ledger/history.ts';
import { breakerOf, openBreakers, type ShownBreaker } from './breaker/breakers.ts';
import { breakerMeant, type Meant, placeName, UnclearBreaker } from './breaker/place.ts';
import { type Connection, type ConnectionOptions, connect, withConnection } from './operate/connection.ts';
import { whoAmI } from './operate/who-am-i.ts';

type Options = ConnectionOptions & { readonly account?: string };
type CloseOptions = Options & { readonly why: string };

/** `breaker show|close`: what the guardian leaves as it is, because it put it right too often, until a person says otherwise. */
export function breakerCommand(): Command {
  return new Command('breaker')
    .description(
      'what the guardian leaves as it is, because it put it right too often, until a person says otherwise',
    )
    .addCommand(showCommand())
    .addCommand(closeCommand());
}

const regionOf = (options: Options) =>
  options.region ?? (process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION);

const connectTo = (meant: Meant | undefined, options: Options) =>
  connect(options, process.env, meant && ('thing' in meant ? meant.thing : meant.place).region);

function showCommand(): Command {
  const show = new Command('show')
    .description('whether a breaker is open; all that are, where none is named; exits 1 where one is')
    .argument('[arn]', 'the thing')
    .option('--account <account>', 'the breaker of this whole account');
  return withConnection(show).action(async (arn: string | undefined, options: Options) => {
    const meant = breakerMeant(arn, options.account, regionOf(options));
    const shown = await look(meant, connectTo(meant, options));
    say(options, shown, shown.map(textOf).join('\n') || 'No breaker is open.');
    if (shown.some(({ open }) => open !== undefined)) process.exitCode = 1;
  });
}

async function look(meant: Meant | undefined, connection: Connection): Promise<readonly ShownBreaker[]> {
  if (meant === undefined) return openBreakers(connection);
  if ('thing' in meant) return [await breakerOf(meant.thing.arn, connection)];
  const open = await connection.ledger.accountBreaker(meant.place);
  return [{ of: placeName(meant.place), ...(open && { open }) }];
}

function closeCommand(): Command {
  const close = new Command('close')
    .description('let the guardian put things right again; exits 1 where no breaker was open')
    .argument('[arn]', 'the thing')
    .option('--account <account>', 'the breaker of this whole account')
    .requiredOption('--why <text>', 'the reason, for the record');
  return withConnection(close).action(async (arn: string | undefined, options: CloseOptions) => {
    const meant = breakerMeant(arn, options.account, regionOf(options));
    if (meant === undefined) throw new UnclearBreaker('Which breaker is to be closed?');
    const connection = connectTo(meant, options);
    const by = describeActor(await whoAmI(connection.environment));
    const of = 'thing' in meant ? meant.thing.arn : placeName(meant.place);
    const closed = await closeOne(meant, { by, why: options.why }, connection);
    if (closed === undefined) {
      say(options, { of, closed: null }, `The breaker of ${of} was not open. Nothing was changed.`);
      process.exitCode = 1;
      return;
    }
    const next = 'The next change, or the sweep, has what is still wrong put right.';
    say(options, { of, closed, by }, `Closed, as decided by ${by}: the breaker of ${of}.\n${next}`);
  });
}

/** The breaker that was open; undefined where none was. */
async function closeOne(
  meant: Meant,
  closer: { readonly by: string; readonly why: string },
  connection: Connection,
): Promise<Breaker | undefined> {
  if ('place' in meant) return closeAccounts(meant.place, closer, connection);
  return holding(meant.thing.arn, 'breaker', connection, (lease) => closeThings(lease, closer, connection));
}

function textOf({ of, open, closed }: ShownBreaker): string {
  const last = closed ? ` The last was closed by ${closed.by} on ${closed.at}: ${closed.why}` : '';
  return open
    ? `${of}\n  open since ${open.openedAt}: ${open.why}${last}`
    : `${of}\n  closed: the guardian puts right what it finds.${last}`;
}

function say({ format }: ConnectionOptions, data: unknown, text: string): void {
  process.stdout.write(`${format === 'json' ? JSON.stringify(data, null, 2) : text}\n`);
}

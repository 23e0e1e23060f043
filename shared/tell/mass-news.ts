import { nameOf } from '../alerts/message/nouns.ts';
import { describeOutcomes } from '../alerts/message/outcome-words.ts';
import { plainText } from '../alerts/plain-text.ts';
import type { Summary } from '../alerts/summary.ts';
import type { Told } from '../alerts/tell.ts';
import type { MassEvent, MassKind, MassTold, OpenMassEvent } from '../ledger/mass-event.ts';
import { type Severity, severities } from '../rules/rule.ts';

/** A message that can be brought up to date is, at most this often, in milliseconds. */
const refreshMs = 15_000;

/** A mass event in the words that people are told. Pure. */
export function massSummary({ kind, worst }: MassEvent, open: OpenMassEvent, isOver: boolean): Summary {
  const { since, until, count, outcomes } = open;
  return {
    kind: 'mass',
    headline: plainText(
      `Mass event${isOver ? ', over' : ''}: ${deedOf(kind, count)}: ${describeOutcomes(outcomes)}`,
    ),
    severity: severityOf(worst),
    count,
    since,
    until,
    account: kind.account,
    region: kind.region,
    worst,
    outcomes,
    more: 'Each is in the ledger, and in the digest of the day. Until it is over, what follows is counted here.',
  };
}

/**
 * Whether a channel is to be told of a mass event now. One whose message can be brought up to date: every little while,
 * and when it is over. Any other: when the count has doubled, and a last time. Every one: when it became worse, and with the
 * first of it that could not be put right. Pure.
 *
 * @param told what it was last told
 */
export function isDue(
  told: MassTold | undefined,
  { count, severity, outcomes }: Pick<Summary, 'count' | 'severity' | 'outcomes'>,
  isOver: boolean,
  now: number,
): boolean {
  if (told === undefined) return true;
  const canUpdate = told.posted !== undefined;
  if (isOver) return canUpdate || count > told.count;
  if (count === told.count) return false;
  if (severities.indexOf(severity) < severities.indexOf(told.severity)) return true;
  if (isUnresolved({ outcomes }) && !told.unresolved) return true;
  return canUpdate ? now - told.at >= refreshMs : count >= 2 * told.count;
}

/** The mass event, of which these channels have been told this, themselves or by another. Pure. */
export function withTold(
  event: MassEvent,
  { count, severity, outcomes }: Summary,
  told: readonly Told[],
  now: number,
): MassEvent {
  const { open } = event;
  if (open === undefined || told.length === 0) return event;
  const news = told.map(({ channel, posted }): [string, MassTold] => {
    const stands = open.told[channel]?.posted ?? posted;
    const unresolved = isUnresolved({ outcomes }) ? { unresolved: true as const } : {};
    const where = stands === undefined ? {} : { posted: stands };
    return [channel, { count, severity, ...unresolved, at: now, ...where }];
  });
  return { ...event, open: { ...open, told: { ...open.told, ...Object.fromEntries(news) } } };
}

/** Where each channel has it. Pure. */
export function postedOf({ told }: OpenMassEvent) {
  return Object.fromEntries(
    Object.entries(told).flatMap(([channel, { posted }]) =>
      posted === undefined ? [] : [[channel, posted]],
    ),
  );
}

function deedOf({ operation, actor }: MassKind, count: number): string {
  if (operation === '*') return `${count} alerts, more than can be told one by one`;
  if (operation === 'Sweep') return `the sweep found ${count} things as they must not be`;
  return `${nameOf({ scope: 'principal', arn: actor, aliases: [] })} did ${operation} ${count} times`;
}

const isUnresolved = ({ outcomes: { failed = 0, held = 0 } }: Pick<Summary, 'outcomes'>) => failed + held > 0;

const severityOf = (worst: MassEvent['worst']): Severity => worst[0]?.severity ?? 'low';

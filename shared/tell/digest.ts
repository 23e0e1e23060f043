import { describeOutcomes } from '../alerts/message/outcome-words.ts';
import type { Summary } from '../alerts/summary.ts';
import type { AlertLine, AsideAlert } from '../ledger/alert-line.ts';
import { tallyOf, worstFirst, worstOf } from './line.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** As long as the ledger keeps them. */
const mostDays = 14;

/** The day of a time, UTC: `2026-11-24`. Pure. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The days whose digests are due at a time: all that are over and come after the last that was told. Pure. */
export function daysDue(at: number, last: string | undefined): readonly string[] {
  const days = Array.from({ length: mostDays }, (_, n) => dayOf(at - (mostDays - n) * dayMs));
  return days.filter((day) => last === undefined || day > last);
}

/** What a day brought beside the alerts that were told one by one; undefined where that is nothing. Pure. */
export function digestOf(day: string, alerts: readonly AsideAlert[]): Summary | undefined {
  const [worst] = worstOf(alerts);
  if (worst === undefined) return undefined;
  const times = alerts.map(({ at }) => at).sort();
  const outcomes = tallyOf(alerts);
  return {
    kind: 'digest',
    headline: `Digest of ${day}: ${alerts.length === 1 ? 'one alert that was' : `${alerts.length} alerts that were`} not told by ${alerts.length === 1 ? 'itself' : 'themselves'}: ${describeOutcomes(outcomes)}`,
    severity: worst.severity,
    count: alerts.length,
    since: times[0] ?? '',
    until: times.at(-1) ?? '',
    ...oneOf('account', alerts),
    ...oneOf('region', alerts),
    worst: worstOf(alerts).map(asLine),
    all: worstFirst(alerts).map(asLine),
    outcomes,
    more: `${reasons(alerts)} All of them are in the ledger's table, under pk = "THING#digest of ${day}".`,
  };
}

const asLine = ({ headline, severity, outcome, arn, changeId, at }: AlertLine | AsideAlert): AlertLine => ({
  headline,
  severity,
  outcome,
  arn,
  changeId,
  at,
});

/** What all have in common. */
function oneOf<N extends 'account' | 'region'>(name: N, alerts: readonly AsideAlert[]) {
  const [value, ...others] = new Set(alerts.map((alert) => alert[name]));
  return (value === undefined || others.length > 0 ? {} : { [name]: value }) as {
    readonly [P in N]?: string;
  };
}

const whyText: Readonly<Record<AsideAlert['why'], string>> = {
  mass: 'in mass events',
  snoozed: 'of snoozed incidents',
  'digest-only': 'by a route that leads to the digest alone',
};

function reasons(alerts: readonly AsideAlert[]): string {
  const counts = (Object.keys(whyText) as AsideAlert['why'][]).flatMap((why) => {
    const count = alerts.filter((alert) => alert.why === why).length;
    return count === 0 ? [] : [`${count} ${whyText[why]}`];
  });
  return `They were put aside: ${counts.join(', ')}.`;
}

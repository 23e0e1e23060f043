import { createHash } from 'node:crypto';
import { placeOf } from '../alerts/message/nouns.ts';
import type { AlertLine } from '../ledger/alert-line.ts';
import type { Decision } from '../ledger/decision.ts';
import type { MassEvent, MassKind, OpenMassEvent, RecentAlert } from '../ledger/mass-event.ts';
import type { Alerts, ChannelName } from '../standard/standard.ts';
import { tallyOf, worstOf } from './line.ts';

/** So many alerts are known again where they come again: more than a queue hands out at once. */
const remembered = 50;

/**
 * What an alert has in common with others of its kind: the same operation, by the same role, user or other principal
 * whatever the session, on things of one account in one Region. Pure.
 */
export function massKindOf(decision: Decision): MassKind {
  const { operation, actor } = decision.change;
  const who = actor.arn ?? `${actor.kind} ${actor.service ?? actor.account ?? 'unknown'}`;
  return { operation, actor: who, ...placeOf(decision) };
}

/** Everything in one account and Region: what is told as one where alerts come faster than they can be told. Pure. */
export function crowdOf(decision: Decision): MassKind {
  return { operation: '*', actor: '*', ...placeOf(decision) };
}

/** The name of a kind: short, whatever the names in it. Pure. */
export function massKeyOf({ operation, actor, account, region }: MassKind): string {
  return digest([operation, actor, account, region]).slice(0, 32);
}

/**
 * What is known of a kind of alert, with one more. It is a mass event from the alert on with which there are `count`
 * within so many minutes, by the times of the changes. One that was counted before changes nothing. Pure.
 *
 * @param to where the alert would go; absent for every channel
 */
export function withCounted(
  known: MassEvent | undefined,
  kind: MassKind,
  line: AlertLine,
  { count, withinMinutes }: Alerts['mass'],
  to: readonly ChannelName[] | undefined,
): MassEvent {
  const alert: RecentAlert = { ref: refOf(line), at: Date.parse(line.at), outcome: line.outcome };
  if (known?.recent.some(({ ref }) => ref === alert.ref)) return known;
  const recent = [...(known?.recent ?? []), alert].slice(-Math.max(count, remembered));
  const since = Math.max(...recent.map(({ at }) => at)) - withinMinutes * 60_000;
  const open = known?.open && withOneMore(known.open, alert, to);
  const lately = recent.filter(({ at }) => at > since);
  const opened = lately.length >= count ? openWith(lately, to) : undefined;
  const now = open ?? opened;
  const before = (known?.worst ?? []).filter(({ at }) => open !== undefined || Date.parse(at) > since);
  return {
    key: massKeyOf(kind),
    kind,
    recent,
    worst: worstOf([...before, line]),
    ...(now === undefined ? {} : { open: now }),
  };
}

/** Whether nothing has been added for so many minutes, at this time in milliseconds since 1970. Pure. */
export function isOver({ until }: OpenMassEvent, { withinMinutes }: Alerts['mass'], at: number): boolean {
  return at - Date.parse(until) > withinMinutes * 60_000;
}

function openWith(alerts: readonly RecentAlert[], to: readonly ChannelName[] | undefined): OpenMassEvent {
  const times = alerts.map(({ at }) => at);
  return {
    since: new Date(Math.min(...times)).toISOString(),
    until: new Date(Math.max(...times)).toISOString(),
    count: alerts.length,
    outcomes: tallyOf(alerts),
    told: {},
    ...(to === undefined ? {} : { to }),
  };
}

/** `since` stays as it is, whatever comes late: other systems know the event by it. */
function withOneMore(
  { to: toBefore, ...open }: OpenMassEvent,
  alert: RecentAlert,
  to: readonly ChannelName[] | undefined,
): OpenMassEvent {
  return {
    ...open,
    until: new Date(Math.max(Date.parse(open.until), alert.at)).toISOString(),
    count: open.count + 1,
    outcomes: tallyOf([alert], open.outcomes),
    ...(toBefore === undefined || to === undefined ? {} : { to: [...new Set([...toBefore, ...to])] }),
  };
}

const refOf = ({ arn, changeId }: AlertLine) => digest([arn, changeId]).slice(0, 16);

const digest = (parts: readonly string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

import type { Told } from '../alerts/tell.ts';
import type { Incident } from '../ledger/incident.ts';
import { isNamedAnywhere } from '../standard/principals.ts';

/** So many changes are remembered as told. */
const most = 50;

/** The incident that an alert belongs to: a new one where there was none, or no news of it for so many hours. Pure. */
export function currentIncident(
  known: Incident | undefined,
  cause: string,
  hours: number,
  now: number,
): Incident {
  const at = new Date(now).toISOString();
  if (known !== undefined && now - Date.parse(known.lastAt) < hours * 3_600_000) return known;
  // What was told is told, in whichever incident.
  return {
    cause,
    openedAt: at,
    lastAt: at,
    count: 0,
    told: known?.told ?? [],
    posted: {},
    ...snoozeOf(known),
  };
}

/** The incident with one more alert, which was told on these channels, or on none. Pure. */
export function withAlert(
  incident: Incident,
  changeId: string,
  told: readonly Told[],
  now: number,
): Incident {
  const first = told.flatMap(({ channel, posted }) => (posted === undefined ? [] : [[channel, posted]]));
  return {
    ...incident,
    lastAt: new Date(now).toISOString(),
    count: incident.count + 1,
    told: [...incident.told, changeId].slice(-most),
    // The first message stays the one that later ones go beneath.
    posted: { ...Object.fromEntries(first), ...incident.posted },
  };
}

/** Whether nobody is to be told of what this actor did. Pure. */
export function isSnoozed({ snoozed }: Incident, actorArn: string | undefined, now: number): boolean {
  return (
    snoozed !== undefined && now < Date.parse(snoozed.until) && !isNamedAnywhere(snoozed.except, actorArn)
  );
}

const snoozeOf = (known: Incident | undefined) =>
  known?.snoozed === undefined ? {} : { snoozed: known.snoozed };

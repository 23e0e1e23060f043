import type { Severity } from '../rules/rule.ts';
import { matchesGlob } from '../standard/glob.ts';
import type { Alerts, ChannelName, Route } from '../standard/standard.ts';

/** What an alert is about, as far as routes go by it. */
export type Routed = {
  readonly severity: Severity;
  readonly keyClass: string;
  readonly account: string;
  /** Absent where the thing has no team, or is no key. */
  readonly team?: string | undefined;
};

/**
 * Where an alert goes, by the first route that matches it. Undefined where none does: it then goes to every channel that
 * is set up, so that what nobody thought of is heard. An empty list is a decision: it is told in the digest alone.
 *
 * @example
 * const names = routeFor(standard.alerts, { severity: 'high', keyClass: 'default', account: '111122223333' });
 * const to = names === undefined ? channels : channels.filter(({ name }) => names.includes(name));
 */
export function routeFor(alerts: Pick<Alerts, 'routes'>, about: Routed): readonly ChannelName[] | undefined {
  return alerts.routes.find((route) => matches(route, about))?.to;
}

function matches({ severities, classes, accounts, teams }: Route, about: Routed): boolean {
  return (
    holds(severities, about.severity) &&
    holds(classes, about.keyClass) &&
    holds(accounts, about.account) &&
    (teams === undefined || ofTeam(teams, about.team))
  );
}

function holds<T>(wanted: readonly T[] | undefined, given: T): boolean {
  return wanted === undefined || wanted.includes(given);
}

/** What has no team is in none, not even in `*`. */
function ofTeam(patterns: readonly string[], team: string | undefined): boolean {
  return team !== undefined && patterns.some((pattern) => matchesGlob(pattern, team));
}

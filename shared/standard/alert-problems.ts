import { closest } from './closest.ts';
import { covers } from './covered-route.ts';
import type { Locator } from './locate.ts';
import { quote } from './schema/complaint.ts';
import { route as routeSchema } from './schema/route.ts';
import type { Problem } from './standard-error.ts';

/** What is wrong with alerts only beside something else in the file; what is no list, or no text, is told elsewhere. */
export function alertProblems(value: unknown, locator: Locator): readonly Problem[] {
  const { classes, alerts } = Object(value);
  const routes = listOf(Object(alerts).routes);
  return [
    ...routes.flatMap((route, index) => unknownClasses(route, index, namesOf(classes), locator)),
    ...routes.flatMap((_, index) => neverHolds(routes, index, locator)),
    ...sameMembers(listOf(Object(alerts).responders), locator),
  ];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function namesOf(classes: unknown): readonly string[] {
  const names = listOf(classes).map((entry): unknown => Object(entry).name);
  return [...names.filter((name) => typeof name === 'string'), 'default'];
}

function unknownClasses(
  route: unknown,
  index: number,
  known: readonly string[],
  locator: Locator,
): readonly Problem[] {
  return listOf(Object(route).classes).flatMap((name, at) => {
    if (typeof name !== 'string' || known.includes(name)) return [];
    const guess = closest(name, known);
    return [
      {
        ...locator.value(['alerts', 'routes', index, 'classes', at]),
        what: `alerts.routes[${index}].classes[${at}] is no class of this standard: ${quote(name)}`,
        fix: guess === undefined ? `choose from ${known.join(', ')}` : `did you mean ${guess}?`,
      },
    ];
  });
}

/** The first route that matches holds, so what comes after one that matches all of it is never reached. */
function neverHolds(routes: readonly unknown[], index: number, locator: Locator): readonly Problem[] {
  const later = routeSchema.safeParse(routes[index]).data;
  if (later === undefined) return [];
  const by = routes.slice(0, index).findIndex((route) => {
    const earlier = routeSchema.safeParse(route).data;
    return earlier !== undefined && covers(earlier, later);
  });
  if (by < 0) return [];
  const { line } = locator.value(['alerts', 'routes', by]);
  return [
    {
      ...locator.value(['alerts', 'routes', index]),
      what: `alerts.routes[${index}] never holds: the route on line ${line} matches all that it would`,
      fix: 'put it before that one, or remove it',
    },
  ];
}

/** Who of two entries somebody is would decide what they may do. */
function sameMembers(responders: readonly unknown[], locator: Locator): readonly Problem[] {
  const members = responders.map((entry): unknown => Object(entry).slack);
  return members.flatMap((member, index) => {
    const first = members.indexOf(member);
    if (typeof member !== 'string' || first === index) return [];
    const { line } = locator.value(['alerts', 'responders', first, 'slack']);
    return [
      {
        ...locator.value(['alerts', 'responders', index, 'slack']),
        what: `alerts.responders[${index}].slack is taken: line ${line} has ${quote(member)}`,
        fix: 'write each person once, with all that they may press',
      },
    ];
  });
}

import { type Severity, severities } from '../rules/rule.ts';
import { matchesGlob } from './glob.ts';
import type { Route } from './standard.ts';

/** What a route goes by, as written or as compiled. */
type Parts = { readonly [K in keyof Omit<Route, 'to'>]?: Route[K] | undefined };

/** The same, written out: a route by every severity is one by none. */
function parts({ severities: given, ...rest }: Parts): Parts {
  const all = severities.every((severity: Severity) => given?.includes(severity));
  return all || given === undefined ? rest : { severities: given, ...rest };
}

/**
 * Whether one route matches whatever a later one would, so that the later one never holds. Never true where it does not;
 * what several routes match only together is not found.
 */
export function covers(earlier: Parts, later: Parts): boolean {
  const [wide, narrow] = [parts(earlier), parts(later)];
  return (
    includesAll(wide.severities, narrow.severities) &&
    includesAll(wide.classes, narrow.classes) &&
    includesAll(wide.accounts, narrow.accounts) &&
    includesAll(wide.teams, narrow.teams, coversGlob)
  );
}

function includesAll<T>(
  wide: readonly T[] | undefined,
  narrow: readonly T[] | undefined,
  includes: (wide: T, narrow: T) => boolean = Object.is,
): boolean {
  if (wide === undefined) return true;
  return narrow?.every((each) => wide.some((other) => includes(other, each))) ?? false;
}

/** A `?` of the wide one stands for one character, and must not be taken for the `*` of the narrow one. */
function coversGlob(wide: string, narrow: string): boolean {
  if (wide.includes('?') && narrow.includes('*')) return wide === narrow;
  return matchesGlob(wide, narrow);
}

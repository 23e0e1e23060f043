import type { KeySnapshot } from '../keys/snapshot.ts';
import { matchesGlob } from './glob.ts';
import type { Governance, KeyMatch, Standard } from './standard.ts';

/** The parts of a key that say which class it belongs to. */
export type ClassifiedKey = Pick<KeySnapshot, 'account' | 'region' | 'aliases' | 'tags'>;

/** The class of a key: the first that matches it, otherwise `default`. */
export function classOf(
  standard: Standard,
  key: ClassifiedKey,
): { readonly name: string; readonly governance: Governance } {
  const found = standard.classes.find(({ match }) => matchesKey(match, key));
  if (found === undefined) return { name: 'default', governance: standard.defaults };
  return { name: found.name, governance: found.governance };
}

function matchesKey(match: KeyMatch, key: ClassifiedKey): boolean {
  return (
    matchesTags(match.tags, key.tags) &&
    matchesAny(match.aliases, key.aliases) &&
    matchesAny(match.accounts, [key.account]) &&
    matchesAny(match.regions, [key.region])
  );
}

/** Every tag that the class names must be on the key, with one of its values. */
function matchesTags(wanted: KeyMatch['tags'], tags: ClassifiedKey['tags']): boolean {
  return Object.entries(wanted ?? {}).every(
    ([tag, values]) => Object.hasOwn(tags, tag) && matchesAny(values, [tags[tag] ?? '']),
  );
}

function matchesAny(patterns: readonly string[] | undefined, texts: readonly string[]): boolean {
  if (patterns === undefined) return true;
  return patterns.some((pattern) => texts.some((text) => matchesGlob(pattern, text)));
}

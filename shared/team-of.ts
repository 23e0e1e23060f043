import type { Subject } from './rules/rule.ts';
import type { Scope } from './rules/scope.ts';

/**
 * The team that a key belongs to, by its tag of that name: the approved one, so that nobody sends alerts astray by
 * setting another, and where none is approved the one it has. Undefined for what has no tags.
 */
export function teamOf<S extends Scope>(
  { snapshot, baseline }: Pick<Subject<S>, 'snapshot' | 'baseline'>,
  tag: string,
): string | undefined {
  return tagIn(baseline, tag) ?? tagIn(snapshot, tag);
}

function tagIn(of: object | undefined, tag: string): string | undefined {
  const tags = of && 'tags' in of ? (of.tags as Readonly<Record<string, string>> | undefined) : undefined;
  return tags !== undefined && Object.hasOwn(tags, tag) ? tags[tag] : undefined;
}

import { expandActions } from '../policy/actions.ts';

/**
 * Of these action patterns what the standard lets a role hold at most; an empty list holds nothing back. A pattern stays
 * as it is where all that it covers is left.
 */
export function atMost(patterns: readonly string[], most: readonly string[]): readonly string[] {
  if (most.length === 0) return patterns;
  const held = expandActions(most);
  return left(patterns, (action) => held.has(action));
}

/** Of these action patterns what is left when each action is asked. */
export function left(patterns: readonly string[], isLeft: (action: string) => boolean): readonly string[] {
  return patterns.flatMap((pattern) => {
    const actions = [...expandActions([pattern])];
    return actions.every(isLeft) ? pattern : actions.filter(isLeft);
  });
}

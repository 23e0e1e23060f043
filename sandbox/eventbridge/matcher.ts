/** A value of an event that a pattern can look at: objects and arrays are looked into, never compared. */
export type Leaf = string | number | boolean | null;

/**
 * One entry of the list at a field of a pattern. `absent` is `{"exists": false}`: it is about the field, all
 * others are about one value of it.
 */
export type Matcher =
  | { readonly kind: 'absent' }
  | { readonly kind: 'value'; readonly matches: (leaf: Leaf) => boolean };

/** A matcher of strings alone: no other JSON value is ever read as text. */
export function textMatcher(matches: (text: string) => boolean): Matcher {
  return { kind: 'value', matches: (leaf) => typeof leaf === 'string' && matches(leaf) };
}

/** The matcher of what another one does not match. */
export function not(matcher: Matcher): Matcher {
  return matcher.kind === 'absent' ? matcher : { kind: 'value', matches: (leaf) => !matcher.matches(leaf) };
}

/** The matcher of what any of these match. */
export function anyOf(matchers: readonly Matcher[]): Matcher {
  return {
    kind: 'value',
    matches: (leaf) => matchers.some((one) => one.kind === 'value' && one.matches(leaf)),
  };
}

/** The matcher of exactly this value: a number never equals its text, nor `true` the text of it. */
export function exactly(value: Leaf): Matcher {
  return { kind: 'value', matches: (leaf) => leaf === value };
}

/** Stand, in a pattern, for the characters `*` and `?` themselves: `${*}` and `${?}`, or a variable's value. */
export const LITERAL_STAR = '\uE000';
export const LITERAL_QUESTION = '\uE001';

/** The pattern that matches this text and nothing else. */
export function literally(text: string): string {
  return text.replaceAll('*', LITERAL_STAR).replaceAll('?', LITERAL_QUESTION);
}

function plain(pattern: string): string {
  return pattern.replaceAll(LITERAL_STAR, '*').replaceAll(LITERAL_QUESTION, '?');
}

/**
 * A matcher for a pattern in which `*` stands for any characters, also none, and `?` for exactly one.
 * Runs in linear space and at most pattern times text steps, whatever the pattern: no regular expression backtracks.
 */
export function glob(pattern: string): (text: string) => boolean {
  if (!/[*?]/.test(pattern)) {
    const text = plain(pattern);
    return (actual) => actual === text;
  }
  return (text) => matches(pattern, text);
}

function matches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (pattern[p] === '?' || same(pattern[p], text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') {
    p++;
  }
  return p === pattern.length;
}

function same(patternCharacter: string | undefined, character: string | undefined): boolean {
  return (
    patternCharacter === character ||
    (patternCharacter === LITERAL_STAR && character === '*') ||
    (patternCharacter === LITERAL_QUESTION && character === '?')
  );
}

/**
 * Control characters, line separators, marks that turn the reading direction, characters without width,
 * and halves of surrogate pairs: what a name could use to look like another, or to start a line of its own.
 */
const deceptive = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu;

/** One line of text with nothing hidden in it: what cannot be seen is written as its code, `\u{202e}`. */
export function plainText(text: string): string {
  return text.replace(deceptive, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

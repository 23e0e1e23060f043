/**
 * Control characters, line separators, marks that turn the reading direction, characters without width,
 * and halves of surrogate pairs: what a name could use to look like another, or to start a line of its own. So are letters
 * that are drawn as nothing (Hangul fillers, which AWS takes in tags), variation selectors and the blank of Braille.
 *
 * @see https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
const deceptive = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/gu;

/** One line of text with nothing hidden in it: what cannot be seen is written as its code, `\u{202e}`. */
export function plainText(text: string): string {
  return text.replace(deceptive, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

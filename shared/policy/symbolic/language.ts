/** Which texts a value can be at all, read one character at a time. */
export type Language = {
  readonly start: number;
  /** The state after a character; undefined where no text of the language goes on so. */
  readonly step: (state: number, character: string) => number | undefined;
  /** Whether the text may end here. */
  readonly mayEnd: (state: number) => boolean;
  readonly includes: (text: string) => boolean;
  /** The characters that this language itself treats apart from all others; the first separates its parts, if it has any. */
  readonly characters: readonly string[];
  /** Characters to write where any would do, the best first. */
  readonly alphabet: string;
  /** Texts that read well, to stand for all that no policy names. */
  readonly examples: readonly string[];
};

const LETTERS = 'xabcdefghijklmnopqrstuvwyz';
const PRINTABLE = `${LETTERS}${LETTERS.toUpperCase()}0123456789-_.+=,@`;

/** Any text, also none: the value of a tag, of an encryption context. */
export const ANY_TEXT: Language = {
  start: 0,
  step: () => 0,
  mayEnd: () => true,
  includes: () => true,
  characters: [],
  alphabet: `${PRINTABLE}${Array.from({ length: 300 }, (_, at) => String.fromCharCode(0xa1 + at)).join('')}`,
  examples: ['other', 'another', 'any-other'],
};

const DIGIT = /^[0-9]$/;

/** Twelve digits. */
export const ACCOUNT: Language = {
  start: 0,
  step: (state, character) => (state < 12 && DIGIT.test(character) ? state + 1 : undefined),
  mayEnd: (state) => state === 12,
  includes: (text) => /^\d{12}$/.test(text),
  characters: [],
  alphabet: '4567890123',
  examples: ['444455556666', '777788889999', '999900001111', '222233334444'],
};

/** Parts of certain characters with a separator between them, none of them empty. */
function parts(separator: string, part: string, alphabet: string, examples: readonly string[]): Language {
  const one = new RegExp(`^${part}$`);
  const whole = new RegExp(`^${part}+$`);
  return {
    start: 0,
    step: (state, character) =>
      character === separator ? (state === 0 ? undefined : 0) : one.test(character) ? 1 : undefined,
    mayEnd: (state) => state === 1,
    includes: (text) => text.split(separator).every((each) => whole.test(each)),
    characters: [separator],
    alphabet,
    examples,
  };
}

/**
 * The name of a user or role with its path: `team/App`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export const NAME = parts('/', '[\\x21-\\x2e\\x30-\\x7e]', PRINTABLE, ['Anyone', 'AnyoneElse', 'Whoever']);

/** What stands before `.amazonaws.com` in the name of a service. */
export const SERVICE = parts('.', '[a-z0-9-]', `${LETTERS}0123456789-`, ['any-service', 'other-service']);

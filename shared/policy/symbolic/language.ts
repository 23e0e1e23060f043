/** Which texts a value can be at all, read one character at a time. */
export type Language = {
  readonly start: number;
  /** The state after a character; undefined where no text of the language goes on so. */
  readonly step: (state: number, character: string) => number | undefined;
  /** Whether the text may end here. */
  readonly mayEnd: (state: number) => boolean;
  readonly includes: (text: string) => boolean;
  /** The characters that this language itself treats apart from all others. */
  readonly characters: readonly string[];
  /** What stands between the parts of its texts. */
  readonly separator?: string;
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

/**
 * The name of a user or role with its path, `team/App`: any text without wildcards. IAM takes fewer.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export const NAME: Language = {
  start: 0,
  step: (_state, character) => (character === '*' || character === '?' ? undefined : 1),
  mayEnd: (state) => state === 1,
  includes: (text) => /^[^*?]+$/.test(text),
  separator: '/',
  characters: [],
  alphabet: PRINTABLE,
  examples: ['Anyone', 'AnyoneElse', 'Whoever'],
};

const SERVICE_CHARACTER = /^[a-z0-9-]$/;

/** What stands before `.amazonaws.com` in the name of a service: parts with dots between them. */
export const SERVICE: Language = {
  start: 0,
  step: (state, character) => {
    if (character === '.') return state === 0 ? undefined : 0;
    return SERVICE_CHARACTER.test(character) ? 1 : undefined;
  },
  mayEnd: (state) => state === 1,
  includes: (text) => /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(text),
  characters: ['.'],
  alphabet: `${LETTERS}0123456789-`,
  examples: ['any-service', 'other-service'],
};

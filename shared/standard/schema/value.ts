import { z } from 'zod';
import { closest } from '../closest.ts';
import { quote, says } from './complaint.ts';

/** A number that counts: `whole('days', 7, 30, why)`. */
export function whole(unit: string, least: number, most: number, why: string) {
  const error = (issue: { readonly input?: unknown }) =>
    says(
      `must be a whole number of ${unit} from ${least} to ${most}, not ${quote(issue.input)}`,
      `choose one in that range: ${why}`,
    );
  return z.int({ error }).min(least, { error }).max(most, { error });
}

export function text(pattern: RegExp, what: string, fix: string) {
  return z.string().regex(pattern, { error: (issue) => says(`${what}: ${quote(issue.input)}`, fix) });
}

/**
 * A word out of a list that is too long to be told whole for each slip of the pen.
 *
 * @param fault the complaint about a word that is better told apart
 */
export function oneOf<const T extends readonly string[]>(
  words: T,
  what: string,
  fault: (word: string) => string | undefined = () => undefined,
) {
  return z.enum(words, {
    error: ({ input }) => {
      const apart = typeof input === 'string' ? fault(input) : undefined;
      if (apart !== undefined) return apart;
      const guess = typeof input === 'string' ? closest(input, words) : undefined;
      const fix = guess === undefined ? `choose from ${words.join(', ')}` : `did you mean ${guess}?`;
      return says(`is no ${what}: ${quote(input)}`, fix);
    },
  });
}

/** A list that must name something: an empty one would match no key, which nobody means. */
export function someOf<T extends z.ZodType>(entry: T, fix: string) {
  return z.array(entry).min(1, { error: () => says('is an empty list', fix) });
}

export const permission = z.enum(['allowed', 'forbidden']);

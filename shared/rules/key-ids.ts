import type { Budget } from '../policy/symbolic/budget.ts';
import { resumed, run } from '../policy/symbolic/component.ts';
import type { Language } from '../policy/symbolic/language.ts';
import { readPattern } from '../policy/symbolic/pattern.ts';
import { textClasses } from '../policy/symbolic/text-classes.ts';

/**
 * IDs of keys of one Region, which are UUIDs, and of multi-Region keys.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-id
 */
const IDS = [
  idsLike('________-____-____-____-____________', '1234abcd-12ab-34cd-56ef-1234567890ab'),
  idsLike(`mrk-${'_'.repeat(32)}`, 'mrk-1234abcd12ab34cd56ef1234567890ab'),
];

/** IDs of this shape, where each low line is a hexadecimal digit. */
function idsLike(shape: string, example: string): Language {
  const fits = (character: string, at: number) =>
    shape[at] === '_' ? /[0-9a-f]/.test(character) : shape[at] === character;
  return {
    start: 0,
    step: (at, character) => (fits(character, at) ? at + 1 : undefined),
    mayEnd: (at) => at === shape.length,
    includes: (text) => text.length === shape.length && [...text].every(fits),
    characters: [...new Set(shape)],
    alphabet: '0123456789abcdef',
    examples: [example],
  };
}

/**
 * What tells the IDs of keys apart, given the beginning of their ARNs: an ID for each of the patterns that none of the
 * others matches, for each two that match one at once, and so on for all of them; and one that no pattern matches.
 *
 * @throws TooManyCases where the patterns take more steps
 */
export function keyIds(patterns: readonly string[], budget: Budget): (head: string) => readonly string[] {
  // Resources know no `${*}`, and nor does this version.
  const read = patterns.map((pattern) => readPattern('StringLike', pattern, '2008-10-17'));
  const automata = read.flatMap((each) => (each.kind === 'pattern' ? each.automaton : []));
  const texts = read.flatMap((each) => (each.kind === 'text' ? each.text : []));
  const known = new Map<string, readonly string[]>();
  return (head) => {
    const begun = automata.map((each) => ({ automaton: each, state: run(each, each.start, head) }));
    const named = texts.filter((text) => text.startsWith(head)).map((text) => text.slice(head.length));
    const id = JSON.stringify([begun.map(({ state }) => state), named]);
    const told = {
      texts: new Set(named),
      patterns: begun.map(({ automaton, state }) => resumed(automaton, state)),
    };
    const found =
      known.get(id) ?? IDS.flatMap((language) => textClasses(told, language, budget)).map(({ text }) => text);
    known.set(id, found);
    return found;
  };
}

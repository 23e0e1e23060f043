import { LITERAL_QUESTION, LITERAL_STAR } from '../glob.ts';
import type { Operator, Policy } from '../policy.ts';
import { Automaton } from './automaton.ts';

/** One step of a pattern. `within`: a part of an ARN, whose end no wildcard crosses. */
export type Token =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'one' | 'many'; readonly within: boolean };

/** What a policy's value matches: one text, the texts of a pattern, or nothing. */
export type Pattern =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'pattern';
      readonly automaton: Automaton;
      /** What every text that matches begins with. */
      readonly prefix: string;
      /** Whether every text that begins so matches. */
      readonly onlyPrefix: boolean;
    }
  | { readonly kind: 'nothing' };

/** The characters `*`, `?` and `$` written as `${*}`, `${?}` and `${$}`. */
const ESCAPE = /\$\{\s*([*?$])\s*\}/g;

/** What a value of a positive operator matches, where the operator compares texts and the value holds no variable. */
export function readPattern(operator: Operator, value: string, version: Policy['version']): Pattern {
  const escapes = version === '2012-10-17' && /^(String|Arn)/.test(operator);
  const wildcards = /Like$|^Arn/.test(operator);
  const text = !escapes
    ? value
    : value.replace(ESCAPE, (_whole, character: string) =>
        !wildcards || character === '$' ? character : character === '*' ? LITERAL_STAR : LITERAL_QUESTION,
      );
  if (operator === 'StringEqualsIgnoreCase' || operator === 'Bool') {
    const cased = text.toLowerCase() !== text.toUpperCase();
    return cased ? pattern(characters(text), '', true) : { kind: 'text', text };
  }
  if (!wildcards) {
    return { kind: 'text', text };
  }
  return operator.startsWith('Arn') ? readArn(text) : readGlob(text);
}

function readGlob(text: string): Pattern {
  return /[*?]/.test(text)
    ? pattern(
        tokens(text, () => false),
        prefixOf(text),
      )
    : plain(text);
}

/** Each of the six parts by itself; the last may hold colons. A star alone stands for any ARN. */
function readArn(text: string): Pattern {
  const whole = text === '*' ? '*:*:*:*:*:*' : text;
  if (whole.split(':').length < 6) {
    return { kind: 'nothing' };
  }
  if (!/[*?]/.test(whole)) {
    return plain(whole);
  }
  let colons = 0;
  const within = (character: string) => {
    if (character === ':') colons += 1;
    return colons < 5;
  };
  return pattern(tokens(whole, within), prefixOf(whole));
}

function pattern(steps: readonly Token[], prefix: string, ignoreCase = false): Pattern {
  const last = steps[steps.length - 1];
  const onlyPrefix = last?.kind === 'many' && steps.length === prefix.length + 1;
  return { kind: 'pattern', automaton: new Automaton(steps, ignoreCase), prefix, onlyPrefix };
}

function plain(text: string): Pattern {
  return { kind: 'text', text: unmarked(text) };
}

const unmarked = (text: string) => text.replaceAll(LITERAL_STAR, '*').replaceAll(LITERAL_QUESTION, '?');

/** What every text that matches begins with. */
function prefixOf(text: string): string {
  return unmarked(text.slice(0, text.search(/[*?]/)));
}

function characters(text: string): Token[] {
  return [...text].map((character) => ({ kind: 'character', character: unmarked(character) }));
}

function tokens(text: string, within: (character: string) => boolean): Token[] {
  const steps: Token[] = [];
  for (const character of text) {
    const inside = within(character);
    if (character === '*') {
      steps.push({ kind: 'many', within: inside });
    } else if (character === '?') {
      steps.push({ kind: 'one', within: inside });
    } else {
      steps.push({ kind: 'character', character: unmarked(character) });
    }
  }
  return steps;
}

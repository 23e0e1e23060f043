import type { Budget } from './budget.ts';
import { type Component, lastPart, run } from './component.ts';
import type { Language } from './language.ts';
import { Trie } from './trie.ts';

/** What the texts of a language are told apart by. */
export type Distinctions = {
  /** By being one of these. */
  readonly texts: ReadonlySet<string>;
  /** By ending in one of these parts, in a language of parts. */
  readonly lastParts?: ReadonlySet<string>;
  /** By beginning with one of these; each with a machine that says the same. */
  readonly prefixes?: readonly { readonly prefix: string; readonly component: () => Component }[];
  /** By what these patterns make of them. */
  readonly patterns: readonly Component[];
};

/** Texts that nothing tells apart, by one of them. `named`: a text or a last part that was listed. */
export type TextClass = { readonly text: string; readonly named: boolean };

/** All classes of a language's texts, each once. `suggestions` are preferred as examples of their class. */
export function textClasses(
  distinctions: Distinctions,
  language: Language,
  budget: Budget,
  suggestions: readonly string[] = [],
): readonly TextClass[] {
  const { prefixes = [], patterns, lastParts } = distinctions;
  if (patterns.length === 0 && prefixes.length === 0) {
    return listed(distinctions, language);
  }
  const byPrefix =
    patterns.length === 0 && (lastParts?.size ?? 0) === 0
      ? listedByPrefix(distinctions, language)
      : undefined;
  return byPrefix ?? explored(distinctions, language, budget, suggestions);
}

/**
 * Where beginnings alone tell texts apart: for each beginning a text that goes on as no longer one does, and one that
 * begins otherwise. Undefined where no such text is found.
 */
function listedByPrefix({ texts, prefixes = [] }: Distinctions, language: Language): TextClass[] | undefined {
  const all = [...new Set(prefixes.map(({ prefix }) => prefix))];
  const taken = [...texts, ...all];
  const classes = [...texts].filter((text) => language.includes(text)).map((text) => ({ text, named: true }));
  for (const prefix of all) {
    const next = [...`A${language.alphabet}`].find(
      (each) => !taken.some((text) => text.startsWith(prefix + each)),
    );
    if (next === undefined) return undefined;
    const text = `${prefix}${next === 'A' ? 'Any' : next}`;
    if (language.includes(text)) classes.push({ text, named: false });
  }
  if (all.includes('')) {
    return classes;
  }
  const other = language.examples.find(
    (text) => !texts.has(text) && !all.some((prefix) => text.startsWith(prefix)),
  );
  return other === undefined ? undefined : [...classes, { text: other, named: false }];
}

/** Without patterns: the texts, for each last part a text that is none of them, and a text like no other. */
function listed({ texts, lastParts = new Set() }: Distinctions, language: Language): TextClass[] {
  const { separator = '' } = language;
  const classes = [...texts].filter((text) => language.includes(text)).map((text) => ({ text, named: true }));
  const path = freshIn(language, new Set([...texts].map((text) => text.slice(0, text.indexOf(separator)))));
  for (const part of lastParts) {
    const found = texts.has(part) ? `${path}${separator}${part}` : part;
    if (language.includes(found)) {
      classes.push({ text: found, named: true });
    }
  }
  const other = freshIn(language, new Set([...texts, ...lastParts]));
  return [...classes, { text: other, named: false }];
}

function freshIn({ examples }: Language, taken: ReadonlySet<string>): string {
  const [first = ''] = examples;
  const found = examples.find((text) => !taken.has(text));
  for (let at = 1; found === undefined; at += 1) {
    const text = /^\d+$/.test(first) ? String(Number(first) + at) : `${first}${at}`;
    if (!taken.has(text)) {
      return text;
    }
  }
  return found;
}

/**
 * Breadth first through the product of the patterns and a trie of the texts, taking in each state only the characters
 * that something tells from the rest, and one of the rest. Without the trie, the class `ab*` but not `ab` would be lost.
 */
function explored(
  { texts, lastParts = new Set(), prefixes = [], patterns }: Distinctions,
  language: Language,
  budget: Budget,
  suggestions: readonly string[],
): TextClass[] {
  const { separator = '' } = language;
  const parts = new Trie(lastParts);
  const begins = prefixes.map(({ component }) => component());
  const components = [
    new Trie(texts),
    separator === '' ? parts : lastPart(parts, separator),
    ...begins,
    ...patterns,
  ];
  const classes = new Map<string, TextClass>();
  const labelsOf = (states: readonly number[]) =>
    components.map((component, at) => component.label(states[at] as number));
  const add = (labels: readonly number[], text: string) =>
    classes.set(labels.join(), { text, named: labels[0] !== 0 || labels[1] !== 0 });
  for (const node of explore(components, language, budget)) {
    if (!language.mayEnd(node.language)) {
      continue;
    }
    const labels = labelsOf(node.states);
    // An empty value is the shortest and the least telling example.
    if (!classes.get(labels.join())?.text) {
      add(labels, textOf(node));
    }
  }
  for (const text of [...language.examples, ...suggestions, ...texts].filter((each) =>
    language.includes(each),
  )) {
    add(labelsOf(components.map((component) => run(component, component.start, text))), text);
  }
  return [...classes.values()];
}

type Node = {
  readonly language: number;
  readonly states: readonly number[];
  readonly from?: Node;
  readonly character: string;
};

function* explore(components: readonly Component[], language: Language, budget: Budget): Iterable<Node> {
  const start = {
    language: language.start,
    states: components.map((component) => component.start),
    character: '',
  };
  const queue: Node[] = [start];
  const seen = new Set<string>([idOf(start)]);
  for (const node of queue) {
    yield node;
    const weight = components.reduce(
      (sum, component, at) => sum + component.weight(node.states[at] as number),
      1,
    );
    for (const character of branches(node, components, language)) {
      budget.spend(weight);
      const next = language.step(node.language, character);
      if (next === undefined) {
        continue;
      }
      const states = node.states.map((state, at) => (components[at] as Component).step(state, character));
      const reached: Node = { language: next, states, from: node, character };
      const id = idOf(reached);
      if (!seen.has(id)) {
        seen.add(id);
        queue.push(reached);
      }
    }
  }
}

function branches(node: Node, components: readonly Component[], language: Language): ReadonlySet<string> {
  const characters = new Set<string>(language.characters);
  node.states.forEach((state, at) => {
    for (const character of (components[at] as Component).characters(state)) {
      characters.add(character);
    }
  });
  for (const other of language.alphabet) {
    if (!characters.has(other)) {
      return characters.add(other);
    }
  }
  return characters;
}

const idOf = ({ language, states }: Node) => `${language}|${states.join()}`;

function textOf(node: Node): string {
  let text = '';
  for (let at: Node | undefined = node; at !== undefined; at = at.from) {
    text = at.character + text;
  }
  return text;
}

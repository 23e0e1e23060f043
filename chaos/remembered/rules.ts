import type { AnyRule } from '../../shared/rules/rule.ts';
import { numberOf } from './recent.ts';

type Question = { readonly path: readonly string[]; readonly about: 'value' | 'keys' };
type Node = { readonly question: Question; readonly next: Map<string, Node> } | { readonly answer: unknown };

/** So many answers of one rule, then all are forgotten: those that depend on the time of day never come again. */
const mostAnswers = 5_000;

/** The rules, with an answer once given remembered for every subject that is the same as far as the rule looked at it. */
export const rememberingRules = (rules: readonly AnyRule[]): readonly AnyRule[] => rules.map(once);

const wrapped = new WeakMap<AnyRule, AnyRule>();

function once(rule: AnyRule): AnyRule {
  const known = wrapped.get(rule);
  if (known) return known;
  const check = remembered(rule.check as (subject: object) => unknown);
  const made = { ...rule, check } as AnyRule;
  wrapped.set(rule, made);
  return made;
}

/**
 * A pure function looks at its subject in an order that depends on nothing but what it has seen so far. So its looks make
 * a tree: at each node a question about the subject, below it a branch for each answer, and what it came to as a leaf.
 */
export function remembered(check: (subject: object) => unknown): (subject: object) => unknown {
  let root: Node | undefined;
  let answers = 0;
  return (subject) => {
    let node = root;
    while (node !== undefined && 'question' in node) node = node.next.get(reply(subject, node.question));
    if (node !== undefined) return node.answer;
    const looks: (readonly [Question, string])[] = [];
    // What comes out must not be a view of the subject.
    const answer: unknown = JSON.parse(JSON.stringify(check(watched(subject, looks))));
    if (answers++ % mostAnswers === 0) root = undefined;
    root = grown(root, looks, answer);
    return answer;
  };
}

function grown(
  node: Node | undefined,
  looks: readonly (readonly [Question, string])[],
  answer: unknown,
): Node {
  const [first, ...rest] = looks;
  if (first === undefined) return { answer };
  const [question, replied] = first;
  const grownNode =
    node !== undefined && 'question' in node ? node : { question, next: new Map<string, Node>() };
  grownNode.next.set(replied, grown(grownNode.next.get(replied), rest, answer));
  return grownNode;
}

function reply(subject: object, { path, about }: Question): string {
  let value: unknown = subject;
  for (const name of path) value = (value as Readonly<Record<string, unknown>>)[name];
  return about === 'keys' ? Object.keys(value as object).join('\n') : replyOf(value, path);
}

/** Of an object only that it is one: what is in it is asked by itself. A governance is always the same object. */
function replyOf(value: unknown, path: readonly string[]): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return `\0${String(value)}`;
  return isWhole(path) ? `\0object ${numberOf(value)}` : '\0object';
}

const isWhole = (path: readonly string[]) => path.length === 1 && path[0] === 'governance';

/** The subject, with every look at it noted. */
function watched(subject: object, looks: (readonly [Question, string])[]): object {
  const asked = new Set<string>();
  const views = new Map<string, object>();
  const note = (question: Question, replied: string) => {
    const name = `${question.about} ${question.path.join('\n')}`;
    if (asked.has(name)) return;
    asked.add(name);
    looks.push([question, replied]);
  };
  const view = (value: object, path: readonly string[]): object => {
    const where = path.join('\n');
    let made = views.get(where);
    if (made === undefined) {
      made = new Proxy(value, {
        get(target, name) {
          const member: unknown = Reflect.get(target, name);
          if (typeof name === 'symbol' || typeof member === 'function') return member;
          const at = [...path, name];
          note({ path: at, about: 'value' }, replyOf(member, at));
          return typeof member === 'object' && member !== null && !isWhole(at) ? view(member, at) : member;
        },
        has(target, name) {
          note({ path, about: 'keys' }, Object.keys(target).join('\n'));
          return Reflect.has(target, name);
        },
        ownKeys(target) {
          note({ path, about: 'keys' }, Object.keys(target).join('\n'));
          return Reflect.ownKeys(target);
        },
        getOwnPropertyDescriptor(target, name) {
          note({ path, about: 'keys' }, Object.keys(target).join('\n'));
          return Reflect.getOwnPropertyDescriptor(target, name);
        },
      });
      views.set(where, made);
    }
    return made;
  };
  return view(subject, []);
}

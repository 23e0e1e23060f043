import { DEAD } from './automaton.ts';
import type { Budget } from './budget.ts';
import { type CallerClass, lastPartOf, NO_CONTEXT } from './caller-class.ts';
import { type CallerNames, type NamedKind, placeOf } from './caller-names.ts';
import { type Component, resumed, run } from './component.ts';
import { NAME } from './language.ts';
import { type Distinctions, type TextClass, textClasses } from './text-classes.ts';
import type { ValueTest } from './value-test.ts';

export type ArnPattern = ValueTest['patterns'][number];

/** What tells the callers of one account apart. */
export type CallerDistinctions = {
  readonly names: CallerNames;
  /** Patterns on `aws:PrincipalArn`: those whose account is fixed, by its `arn:aws:iam::111122223333:`, and others. */
  readonly fixed: ReadonlyMap<string, readonly ArnPattern[]>;
  readonly wild: readonly ArnPattern[];
  /** `aws:username`, which is the last part of a user's name. */
  readonly usernames: Omit<Distinctions, 'texts'>;
};

const NONE: ReadonlySet<string> = new Set();

/** The classes of callers of one account after another: its root user, users, roles, sessions, federated users. */
export class AccountCallers {
  readonly #by: CallerDistinctions;
  readonly #budget: Budget;
  readonly #places = new Map<ArnPattern, number>();
  readonly #known = new Map<string, readonly TextClass[]>();

  constructor(distinctions: CallerDistinctions, budget: Budget) {
    this.#by = distinctions;
    this.#budget = budget;
  }

  of(partition: string, account: string): CallerClass[] {
    const iam = `arn:${partition}:iam::${account}:`;
    const sts = `arn:${partition}:sts::${account}:`;
    const { names, usernames } = this.#by;
    const knownAccount = names.accounts.has(account);
    const named = (kind: NamedKind) => names.byKind.get(placeOf(partition, account, kind)) ?? NONE;
    const those = (
      kind: 'user' | 'role' | 'federated-user',
      head: string,
      by: Omit<Distinctions, 'texts'>,
    ) => {
      const texts = named(kind);
      return this.#classes(head, { ...by, texts }).map(
        ({ text, named: isNamed }): CallerClass => ({
          caller: { kind, arn: `${head}${text}`, account, name: lastPartOf(text) },
          named: isNamed,
          exact: texts.has(text),
          knownAccount,
          context: NO_CONTEXT,
        }),
      );
    };
    const root = { kind: 'root', arn: `${iam}root`, account, name: 'root' } as const;
    return [
      { caller: root, named: knownAccount, exact: knownAccount, knownAccount, context: NO_CONTEXT },
      ...those('user', `${iam}user/`, usernames),
      ...those('role', `${iam}role/`, { patterns: [] }),
      ...this.#sessions(`${iam}role/`, `${sts}assumed-role/`, account, named('role'), named('assumed-role')),
      ...those('federated-user', `${sts}federated-user/`, { patterns: [] }),
    ];
  }

  /** Of each class of roles the sessions that are named, and any other. */
  #sessions(
    roleHead: string,
    sessionHead: string,
    account: string,
    roles: ReadonlySet<string>,
    sessions: ReadonlySet<string>,
  ): CallerClass[] {
    const byRole = grouped(sessions, (session) => session.slice(0, session.indexOf('/')));
    const taken = this.#by.names.rolesThatExist;
    const knownAccount = this.#by.names.accounts.has(account);
    const classes = this.#classes(roleHead, {
      texts: roles,
      lastParts: new Set(byRole.keys()),
      patterns: [],
    });
    return classes.flatMap(({ text, named }) => {
      const name = lastPartOf(text);
      // Role names are unique in an account: where a role is a principal, there is none of its name with another path.
      if (taken.has(`${account} ${name}`) && !roles.has(text)) {
        return [];
      }
      const role = `${roleHead}${text}`;
      const own = byRole.get(name) ?? [];
      const other = `${name}/${own.includes(`${name}/session`) ? 'any-other-session' : 'session'}`;
      return [...own, other].map((session) => ({
        caller: { kind: 'session', arn: `${sessionHead}${session}`, account, name, role } as const,
        named: named || session !== other,
        exact: roles.has(text),
        knownAccount,
        // A session's ARN tells neither its role's path nor, to `decide`, which of the roles a policy names it is of.
        context: { 'aws:PrincipalArn': role },
      }));
    });
  }

  /** The classes of what follows `arn:aws:iam::111122223333:role/`; those of accounts that are alike are made once. */
  #classes(head: string, distinctions: Distinctions): readonly TextClass[] {
    const tracked = this.#patternsAt(head);
    const { texts, lastParts = NONE, patterns } = distinctions;
    const make = () => {
      const by =
        tracked.length === 0 ? distinctions : { ...distinctions, ...followed(tracked, head, patterns) };
      // A star stands for something that reads well: role/App* for role/AppAny.
      const examples = tracked.flatMap(({ pattern: { prefix } }) =>
        prefix.startsWith(head) ? `${prefix.slice(head.length)}Any` : [],
      );
      return textClasses(by, NAME, this.#budget, examples);
    };
    if (texts.size > 0 || lastParts.size > 0) {
      return make();
    }
    const states = tracked.map(
      ({ pattern, state, begins }) => `${this.#placeOf(pattern)}:${state ?? begins}`,
    );
    const id = `${patterns.length} ${states.join()}`;
    const classes = this.#known.get(id) ?? make();
    this.#known.set(id, classes);
    return classes;
  }

  #patternsAt(head: string): readonly Tracked[] {
    const { fixed, wild } = this.#by;
    if (fixed.size === 0 && wild.length === 0) {
      return [];
    }
    const own = fixed.get(accountHead(head)) ?? [];
    return [...own, ...wild].flatMap((pattern): Tracked | readonly Tracked[] => {
      const { automaton, prefix, onlyPrefix } = pattern;
      if (prefix.startsWith(head)) {
        if (onlyPrefix) return { pattern, begins: prefix.slice(head.length) };
      } else if (!head.startsWith(prefix)) {
        return [];
      }
      const state = run(automaton, automaton.start, head);
      return state === DEAD ? [] : { pattern, state };
    });
  }

  #placeOf(pattern: ArnPattern): number {
    const place = this.#places.get(pattern) ?? this.#places.size;
    this.#places.set(pattern, place);
    return place;
  }
}

/** A pattern where it is behind a head: in a state, or, where it is a beginning and no more, what must still follow. */
type Tracked = { readonly pattern: ArnPattern; readonly state?: number; readonly begins?: string };

/** Patterns that are a beginning apart from the others. */
function followed(tracked: readonly Tracked[], head: string, own: readonly Component[]) {
  const component = ({ pattern: { automaton }, state }: Tracked) =>
    resumed(automaton, state ?? run(automaton, automaton.start, head));
  return {
    prefixes: tracked.flatMap((each) =>
      each.begins === undefined ? [] : { prefix: each.begins, component: () => component(each) },
    ),
    patterns: [...own, ...tracked.filter(({ begins }) => begins === undefined).map(component)],
  };
}

/** `arn:aws:iam::111122223333:` of what begins with it. */
export const accountHead = (text: string) => text.split(':', 5).join(':');

function grouped(texts: Iterable<string>, by: (text: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const text of texts) {
    const id = by(text);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [text]);
    else group.push(text);
  }
  return groups;
}

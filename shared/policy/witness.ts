import type { AccessChange } from './comparison.ts';
import { decide } from './decide.ts';
import {
  describeActions,
  describeCaller,
  describeConditions,
  describeLevel,
  describePrincipal,
} from './explain.ts';
import type { Condition, Context, Level, Policy, Principal, Statement } from './policy.ts';
import { readCaller } from './principal-keys.ts';

/** A statement's part about one principal (for NotPrincipal: all of it), with the actions that are in question. */
export type Atom = {
  readonly statement: Statement;
  readonly principal: Principal;
  readonly actions: ReadonlySet<string>;
  /** In words. */
  readonly text: string;
};

const LEVELS: readonly Level[] = ['denied', 'delegated', 'allowed'];

/** How many times a statement may be looked at in one comparison: a bound on its time, some 50 ms. */
const BUDGET = 200_000;

const MAX_CONTEXTS = 12;

/** Looks for requests that two policies answer differently, among those that the policies themselves suggest. */
export class WitnessSearch {
  readonly #baseline: Policy;
  readonly #candidate: Policy;
  readonly #statements: readonly Statement[];
  readonly #callers: readonly string[];
  #budget = BUDGET;

  constructor(baseline: Policy, candidate: Policy) {
    this.#baseline = baseline;
    this.#candidate = candidate;
    this.#statements = [...baseline.statements, ...candidate.statements];
    const named = this.#statements.flatMap(({ principals }) => principals.any.flatMap(callersOf));
    this.#callers = [...new Set([...named, ...anyoneIn(candidate.account)])];
  }

  /** The change an atom makes, with the first request that shows it; undefined where none was found. */
  find(atom: Atom, rising: boolean): AccessChange | undefined {
    const callers = new Set([...callersInConditions(atom), ...callersOf(atom.principal), ...this.#callers]);
    const contexts = this.#contexts(atom.statement.conditions);
    for (const action of this.#representatives(atom.actions)) {
      for (const principal of callers) {
        for (const context of contexts) {
          this.#budget -= this.#statements.length;
          if (this.#budget < 0) {
            return undefined;
          }
          const change = this.#compare(atom, { principal, action, context }, rising);
          if (change !== undefined) {
            return change;
          }
        }
      }
    }
    return undefined;
  }

  #compare(
    atom: Atom,
    request: Pick<AccessChange, 'principal' | 'action' | 'context'>,
    rising: boolean,
  ): AccessChange | undefined {
    const before = decide(this.#baseline, request);
    const after = decide(this.#candidate, request);
    const rise = LEVELS.indexOf(after.decision) - LEVELS.indexOf(before.decision);
    if (rising ? rise <= 0 : rise >= 0) {
      return undefined;
    }
    const statements = rising ? after.statements : before.statements;
    const text = sentence(atom, request.principal, after.decision);
    return { ...request, from: before.decision, to: after.decision, statements, text };
  }

  /** One action of each group that all statements treat alike. */
  #representatives(actions: ReadonlySet<string>): readonly string[] {
    const groups = new Map<string, string>();
    for (const action of actions) {
      const group = this.#statements.map((statement) => (statement.actions.has(action) ? 1 : 0)).join('');
      if (!groups.has(group)) {
        groups.set(group, action);
      }
    }
    return [...groups.values()];
  }

  /** Any value the policies test these keys for, another value, none. The keys that follow from the caller are its own. */
  #contexts(conditions: readonly Condition[]): readonly Context[] {
    const free = conditions.filter(
      ({ key, operator }) => operator !== 'Null' && !/^(aws:principal|kms:calleraccount)/i.test(key),
    );
    if (free.length === 0) {
      return [{}];
    }
    const own = Object.fromEntries(free.map(({ key, values }) => [key, values[0] ?? '']));
    const others = free.flatMap(({ key, values }) => {
      const tested = this.#statements.flatMap((statement) =>
        statement.conditions.flatMap((each) => (each.key === key ? each.values : [])),
      );
      return [...new Set(tested), `${values[0] ?? ''}-other`].map((value) => ({ ...own, [key]: value }));
    });
    return [own, {}, ...others].slice(0, MAX_CONTEXTS);
  }
}

function sentence({ statement, principal, actions }: Atom, caller: string, level: Level): string {
  const { principals, conditions, effect } = statement;
  const plain = effect === 'Allow' && !principals.negated;
  const who = plain ? describePrincipal(principal) : describeCaller(readCaller(caller));
  const when = plain && conditions.length > 0 ? `, ${describeConditions(conditions)}` : '';
  return `${who} ${describeLevel(level)} ${describeActions(actions)}${when}`;
}

/** Callers that an atom's conditions name; what a wildcard leaves open is filled in. */
function callersInConditions({ statement }: Atom): readonly string[] {
  return statement.conditions.flatMap(({ values }) =>
    values.flatMap((value) => {
      const arn = value.replaceAll('*', 'Any');
      if (/^\d{12}$/.test(value)) {
        return anyoneIn(value);
      }
      return /^arn:aws[\w-]*:iam::\d{12}:(role|user)\/[^?$]+$/.test(arn) ? [arn] : [];
    }),
  );
}

const anyoneIn = (account: string) => [`arn:aws:iam::${account}:role/Anyone`, `arn:aws:iam::${account}:root`];

function callersOf(principal: Principal): readonly string[] {
  switch (principal.kind) {
    case 'anyone':
      return anyoneIn('444455556666');
    case 'account':
      return anyoneIn(principal.account);
    case 'service':
      return /^[a-z0-9.-]+\.amazonaws\.com$/i.test(principal.service) ? [principal.service] : [];
    case 'federated':
    case 'canonical-user':
    case 'unique-id':
      return [];
    default:
      return [principal.arn];
  }
}

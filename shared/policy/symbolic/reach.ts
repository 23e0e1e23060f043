import { isNegated } from '../operators.ts';
import { type Caller, PRINCIPAL_TYPES } from '../principal-keys.ts';
import type { Budget } from './budget.ts';
import type { CallerClass } from './caller-class.ts';
import type { CallerCondition, Clause } from './clause.ts';
import { holdsWhenAbsent, holdsWhenPresent } from './condition-form.ts';
import type { Literal } from './literal.ts';
import { type Conjunction, conjunctionOf } from './search.ts';
import { remembered, type ValueTest } from './value-test.ts';

/** How far a clause lets a caller in (2: allowed, 1: delegated; 0 for a Deny), and under which conditions. */
export type Reach = { readonly clause: Clause; readonly level: 0 | 1 | 2; readonly conditions: Conjunction };

/** The same for reaches that mean the same. */
export function reachId({ clause, level, conditions }: Reach): string {
  return `${clause.id}:${level}:${conditions === clause.conditions ? '' : conditions.id}`;
}

const NONE: readonly Clause[] = [];

/** Finds the clauses that cover a caller by the names they give, rather than one by one. */
export class Reaches {
  readonly #byName = new Map<string, Clause[]>();
  readonly #negated: readonly Clause[];
  readonly #account: string;
  readonly #exact: boolean;
  readonly #passes: (test: ValueTest, value: string) => boolean;
  readonly #budget: Budget;

  /** `account` owns the key. `exact`: the callers are told apart by every pattern there is. */
  constructor(clauses: readonly Clause[], account: string, exact: boolean, budget: Budget) {
    this.#account = account;
    this.#budget = budget;
    this.#passes = remembered(budget);
    this.#exact = exact;
    this.#negated = clauses.filter(({ statement }) => statement.principals.negated);
    for (const clause of clauses) {
      if (clause.statement.principals.negated) continue;
      for (const name of clause.names) {
        const known = this.#byName.get(name);
        if (known === undefined) this.#byName.set(name, [clause]);
        else known.push(clause);
      }
    }
  }

  /** What each clause that can apply to a caller means for it, in the order of the clauses; throws TooManyCases. */
  of(who: CallerClass): readonly Reach[] {
    const names = namesFor(who);
    const found: Reach[] = [];
    const seen = new Set<Clause>();
    const add = (clauses: readonly Clause[], byItself: boolean) => {
      for (const clause of clauses) {
        const conditions = seen.has(clause) ? undefined : this.#conditions(clause, who);
        seen.add(clause);
        if (conditions !== undefined) {
          found.push({ clause, level: this.#level(clause, who, byItself), conditions });
        }
      }
    };
    for (const name of names) add(this.#byName.get(name) ?? NONE, true);
    add(
      this.#negated.filter((clause) => !names.some((name) => clause.names.has(name))),
      true,
    );
    add(this.#byName.get(`account ${who.caller.account}`) ?? NONE, who.caller.kind === 'root');
    this.#budget.spend(seen.size);
    return found.sort((one, other) => one.clause.id - other.clause.id);
  }

  #level({ statement }: Clause, { caller }: CallerClass, byItself: boolean): Reach['level'] {
    if (statement.effect === 'Deny') {
      return 0;
    }
    if (caller.kind === 'service' || caller.kind === 'federated') {
      return 2;
    }
    return caller.account === this.#account && byItself ? 2 : 1;
  }

  /** The clause's conditions for a caller; undefined where a condition on the caller itself does not hold. */
  #conditions(clause: Clause, who: CallerClass): Conjunction | undefined {
    if (clause.ofCaller.length === 0) {
      return clause.conditions;
    }
    let literals: Literal[] | undefined;
    for (const each of clause.ofCaller) {
      const holds = holdsFor(each, who, this.#exact, this.#passes);
      if (holds === false) {
        return undefined;
      }
      if (holds === undefined) {
        literals ??= [...clause.conditions.literals];
        literals.push(each.otherwise);
      }
    }
    return literals === undefined ? clause.conditions : conjunctionOf(literals);
  }
}

/** How statements can name a caller, other than by its account. */
function namesFor({ caller }: CallerClass): readonly string[] {
  switch (caller.kind) {
    case 'service':
      return ['*', `service ${caller.name.toLowerCase()}`];
    case 'federated':
      return ['*', `provider ${caller.arn}`];
    case 'root':
      return ['*', `root ${caller.account}`];
    case 'session':
      return ['*', caller.arn, caller.role ?? caller.arn];
    default:
      return ['*', caller.arn];
  }
}

/** The value that a key has because of who calls (R-DERIVED); undefined where it is absent. The key in lower case. */
function keyOf(key: string, { kind, account, arn, name, role }: Caller): string | undefined {
  if (key === 'aws:principalisawsservice') {
    return String(kind === 'service');
  }
  if (kind === 'service' || kind === 'federated') {
    return key === 'aws:principalservicename' && kind === 'service' ? name : undefined;
  }
  switch (key) {
    case 'aws:principalarn':
      return role ?? arn;
    case 'aws:principalaccount':
    case 'kms:calleraccount':
      return account;
    case 'aws:principaltype':
      return PRINCIPAL_TYPES[kind];
    case 'aws:username':
      return kind === 'user' ? name : undefined;
    case 'aws:userid':
      return kind === 'root' ? account : undefined;
    default:
      return undefined;
  }
}

/** Undefined where it is a matter of the request, or left open. */
function holdsFor(
  { condition, key, test }: CallerCondition,
  { caller, exact: known }: CallerClass,
  exact: boolean,
  passes: (test: ValueTest, value: string) => boolean,
): boolean | undefined {
  const value = keyOf(key, caller);
  if (value === undefined) {
    return key === 'aws:userid' ? undefined : holdsWhenAbsent(condition);
  }
  if (test === undefined) {
    return holdsWhenPresent(condition);
  }
  // Callers are told apart by texts and patterns alone, and where there are too many patterns, by texts.
  const divides = test.family !== 'text' || test.patterns.length > 0;
  if (test.family === 'variable' || (divides && !known && !(exact && test.family === 'text'))) {
    return undefined;
  }
  return passes(test, value) ? !isNegated(condition.operator) : isNegated(condition.operator);
}

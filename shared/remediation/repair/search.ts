import { USE_ACTIONS } from '../../policy/actions.ts';
import { PolicyError } from '../../policy/policy-error.ts';
import type { Subject } from '../../rules/rule.ts';
import { actionKinds } from './action-kinds.ts';
import type { Clause, Document, Holder } from './clauses.ts';
import { compose, narrowed } from './compose.ts';
import { type Court, TooManyJudgements } from './court.ts';
import { isWithin, mayNarrow, type Narrowing, narrowingsFor } from './narrowings.ts';
import { kindsIn, type Part, partsOf, type Unit, unitsOf } from './parts.ts';

/** What is kept of a policy; `unfinished` where the bound on the work was reached before everything had been tried. */
export type Kept = { readonly parts: ReadonlySet<Part>; readonly unfinished: boolean };

/** Whose parts are put in before others: of two that exclude each other, the first is kept. */
export type Order = readonly ((part: Part) => boolean)[];

/**
 * The orders to try. First the account itself, which excludes nobody, then use: what relies on the key goes on working.
 * Where that leaves the key without what it needs, those who can manage it come before those who use it.
 */
export function ordersFor({ snapshot }: Subject): readonly Order[] {
  const isAccount = ({ holder: { principal } }: Part) =>
    principal !== 'all but some' && principal.kind === 'account' && principal.account === snapshot.account;
  const isUse = ({ action }: Part) => USE_ACTIONS.has(action);
  const others = (isMeant: (part: Part) => boolean) => (part: Part) => !isAccount(part) && isMeant(part);
  const [use, rest] = [others(isUse), others((part) => !isUse(part))];
  return [
    [isAccount, use, rest],
    [isAccount, rest, use],
  ];
}

/**
 * As many parts of a policy as keep within the limits together: none that is left out could be put back. Deterministic.
 */
export function largestWithin(document: Document, subject: Subject, court: Court, order: Order): Kept {
  const search = new Search(document, subject, court);
  try {
    search.run(order);
    return { parts: search.kept, unfinished: false };
  } catch (error) {
    if (error instanceof TooManyJudgements) return { parts: search.kept, unfinished: true };
    throw error;
  }
}

class Search {
  kept: ReadonlySet<Part> = new Set();
  readonly #document: Document;
  readonly #subject: Subject;
  readonly #court: Court;
  readonly #kindOf: (action: string) => string;

  constructor(document: Document, subject: Subject, court: Court) {
    this.#document = document;
    this.#subject = subject;
    this.#court = court;
    this.#kindOf = actionKinds(subject.governance);
  }

  run(order: Order): void {
    const all = partsOf(this.#document);
    for (const isMeant of order) {
      const parts = all.filter(isMeant);
      this.#putIn(unitsOf(parts, this.#kindOf));
      this.#narrow(parts.filter((part) => !this.kept.has(part)));
    }
    this.#putBack(all);
    this.#leaveOutNeedless();
  }

  #tryWith(parts: readonly Part[]): boolean {
    const more = new Set([...this.kept, ...parts]);
    if (more.size > this.kept.size && !this.#court.keepsWithin(compose(this.#document, more))) return false;
    this.kept = more;
    return true;
  }

  /** All together, otherwise each half, down to the last part. */
  #putIn(units: readonly Unit[]): void {
    const [only] = units;
    if (only === undefined || this.#tryWith(units.flatMap(({ parts }) => parts))) return;
    if (units.length === 1) {
      this.#putInEach(only.inner, only.parts.length);
      return;
    }
    const middle = Math.ceil(units.length / 2);
    this.#putIn(units.slice(0, middle));
    this.#putIn(units.slice(middle));
  }

  /** What is no less than what was just refused is not tried again; single actions mostly fail alike. */
  #putInEach(units: readonly Unit[], refused: number): void {
    const [only] = units;
    if (only === undefined) return;
    if (units.length === 1 && only.parts.length === refused) this.#putInEach(only.inner, refused);
    else if (units.every(({ parts }) => parts.length === 1)) for (const unit of units) this.#putIn([unit]);
    else {
      const middle = Math.ceil(units.length / 2);
      this.#putIn(units.slice(0, middle));
      this.#putIn(units.slice(middle));
    }
  }

  /** What cannot be kept as it is may be under a condition that the standard speaks of. */
  #narrow(parts: readonly Part[]): void {
    const { snapshot, governance } = this.#subject;
    const place = { account: snapshot.account, partition: snapshot.arn.split(':')[1] ?? 'aws' };
    for (const { parts: dropped } of holdersIn(parts)) {
      const [{ holder, clause }] = dropped as [Part, ...Part[]];
      for (const narrowing of narrowingsFor(holder, governance, place)) {
        if (!canSay(clause, narrowing)) continue;
        const open = dropped.filter(
          ({ action }) => mayNarrow(narrowing, action) && !this.#isKeptWider(holder, action, narrowing),
        );
        this.#putIn(
          kindsIn(
            open.map((part) => ({ ...part, narrowing })),
            this.#kindOf,
          ),
        );
      }
    }
  }

  #isKeptWider(holder: Holder, action: string, narrowing: Narrowing): boolean {
    return [...this.kept].some(
      (part) =>
        part.holder === holder &&
        part.action === action &&
        part.narrowing !== undefined &&
        isWithin(narrowing, part.narrowing),
    );
  }

  /** Once more, each by itself: what one part is judged by may depend on others that came after it. */
  #putBack(all: readonly Part[]): void {
    let before: number;
    do {
      before = this.kept.size;
      for (const part of all) this.#tryWith([part]);
    } while (this.kept.size > before);
  }

  /** A condition that lets nobody in who is not let in otherwise makes a policy longer, and nothing else. */
  #leaveOutNeedless(): void {
    const added = [...this.kept].filter(({ narrowing }) => narrowing !== undefined);
    const units = holdersIn(added).flatMap(({ parts }) =>
      [...new Set(parts.map(({ narrowing }) => narrowing))].flatMap((narrowing) =>
        kindsIn(
          parts.filter((part) => part.narrowing === narrowing),
          this.#kindOf,
        ),
      ),
    );
    for (const { parts } of units.reverse()) {
      const needless = new Set(parts);
      const fewer = new Set([...this.kept].filter((part) => !needless.has(part)));
      const [now, then] = [this.kept, fewer].map((each) => compose(this.#document, each)) as [string, string];
      if (this.#court.givesNothingOver(now, then) && this.#court.keepsWithin(then)) this.kept = fewer;
    }
  }
}

/** A condition that no document can say together with the statement's own is none. */
function canSay({ json }: Clause, narrowing: Narrowing): boolean {
  try {
    narrowed(json.Condition as Parameters<typeof narrowed>[0], narrowing);
    return true;
  } catch (error) {
    if (error instanceof PolicyError) return false;
    throw error;
  }
}

function holdersIn(parts: readonly Part[]): readonly { readonly parts: readonly Part[] }[] {
  const byHolder = new Map<Holder, Part[]>();
  for (const part of parts) byHolder.set(part.holder, [...(byHolder.get(part.holder) ?? []), part]);
  return [...byHolder.values()].map((each) => ({ parts: each }));
}

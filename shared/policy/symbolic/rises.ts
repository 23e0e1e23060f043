import { type Budget, TooManyCases } from './budget.ts';
import type { Clause } from './clause.ts';
import { type Reach, reachId } from './reach.ts';
import { outside, type Region, within } from './search.ts';
import type { ActionGroup, CallerGroup, Side, World } from './world.ts';

/** Requests for which the answer rose from one policy to the other, all let in by one clause. */
export type Rise = {
  readonly callers: CallerGroup;
  readonly actions: ActionGroup;
  /** The clause that lets them in. */
  readonly clause: Clause;
  /** Undefined where there were too many cases to find out. */
  readonly region?: Region;
};

/** All rises from a policy to the other: for each group of callers and actions, and each clause that may let them in. */
export function risesTo(after: Side, world: World, budget: Budget): readonly Rise[] {
  const search = new RiseSearch(after, world, budget);
  return world.callers.flatMap((callers) =>
    world.actions.flatMap((actions) =>
      search.find(callers, actions).map((found) => ({ callers, actions, ...found })),
    ),
  );
}

type Found = Pick<Rise, 'clause' | 'region'>;

class RiseSearch {
  readonly #after: ReadonlySet<Clause>;
  readonly #world: World;
  readonly #budget: Budget;
  readonly #known = new Map<string, readonly Found[]>();

  constructor(after: Side, world: World, budget: Budget) {
    this.#after = world.clauses[after];
    this.#world = world;
    this.#budget = budget;
  }

  find({ reaches }: CallerGroup, { clauses, actions }: ActionGroup): readonly Found[] {
    const own = reaches.filter(({ clause }) => clauses.has(clause));
    if (!own.some(({ clause, level }) => level > 0 && this.#after.has(clause))) {
      return [];
    }
    const action = actions[0] as string;
    const id = `${own.map(reachId).join()}|${this.#world.dimensions.carriedId(action)}`;
    let found = this.#known.get(id);
    if (found === undefined) {
      found = this.#search(own, action);
      this.#known.set(id, found);
    }
    return found;
  }

  #search(own: readonly Reach[], action: string): readonly Found[] {
    const after = own.filter(({ clause }) => this.#after.has(clause));
    const before = own.filter(({ clause }) => !this.#after.has(clause));
    return after
      .filter(({ level }) => level > 0)
      .flatMap((allow): Found | readonly Found[] => {
        try {
          const region = this.#rise(allow, after, before, action);
          return region === undefined ? [] : { clause: allow.clause, region };
        } catch (error) {
          if (error instanceof TooManyCases) return { clause: allow.clause };
          throw error;
        }
      });
  }

  /** What is sure to be possible first; then with all that is left open. */
  #rise(allow: Reach, after: readonly Reach[], before: readonly Reach[], action: string): Region | undefined {
    const { dimensions } = this.#world;
    const found = this.#riseWithin(dimensions.start(action, true), allow, after, before);
    return found !== undefined || dimensions.isCertain
      ? found
      : this.#riseWithin(dimensions.start(action, false), allow, after, before);
  }

  /**
   * Requests that an Allow of the later policy lets in and none of its Denies keeps out, and that the earlier policy
   * did not let in as far: because no Allow of it did, or because a Deny kept them out.
   */
  #riseWithin(
    start: Region,
    allow: Reach,
    after: readonly Reach[],
    before: readonly Reach[],
  ): Region | undefined {
    const allowed = within(start, allow.literals);
    if (allowed === undefined) {
      return undefined;
    }
    const denied = literalsOf(after.filter(({ level }) => level === 0));
    const already = literalsOf(before.filter(({ level }) => level >= allow.level));
    const found = outside(allowed, [...already, ...denied], this.#budget);
    if (found !== undefined || already.length === 0) {
      return found;
    }
    for (const deny of before.filter(({ level }) => level === 0)) {
      const kept = within(allowed, deny.literals);
      const free = kept && outside(kept, denied, this.#budget);
      if (free !== undefined) {
        return free;
      }
    }
    return undefined;
  }
}

const literalsOf = (reaches: readonly Reach[]) => reaches.map(({ literals }) => literals);

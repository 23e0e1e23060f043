import { type Budget, TooManyCases } from './budget.ts';
import type { Clause } from './clause.ts';
import { type Reach, reachId } from './reach.ts';
import { type Conjunction, outside, type Region, within } from './search.ts';
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

/**
 * All rises from a policy to the other: for each group of callers and actions, and each clause that may let them in.
 * Where that takes too many steps, what is left over is one rise without a region for each clause.
 */
export function risesTo(after: Side, world: World, budget: Budget): readonly Rise[] {
  const search = new RiseSearch(after, world, budget);
  const rises: Rise[] = [];
  for (const callers of world.callers) {
    for (const actions of world.actions) {
      const found = search.find(callers, actions);
      if (found === undefined) return [...rises, ...leftOver(after, world)];
      for (const each of found) rises.push({ callers, actions, ...each });
    }
  }
  return rises;
}

function leftOver(after: Side, world: World): Rise[] {
  const [callers] = world.callers;
  const [actions] = world.actions;
  const allows = [...world.clauses[after]].filter(({ statement }) => statement.effect === 'Allow');
  return callers && actions ? allows.map((clause) => ({ callers, actions, clause })) : [];
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

  /** Undefined where no steps are left even to look. */
  find({ reaches }: CallerGroup, { clauses, actions }: ActionGroup): readonly Found[] | undefined {
    if (!this.#budget.trySpend(1 + (reaches.length >> 2))) {
      return undefined;
    }
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
    const sides = new Sides(own, this.#after);
    return sides.allows.flatMap((allow): Found | readonly Found[] => {
      try {
        const region = this.#rise(allow, sides, action);
        return region === undefined ? [] : { clause: allow.clause, region };
      } catch (error) {
        if (error instanceof TooManyCases) return { clause: allow.clause };
        throw error;
      }
    });
  }

  /** What is sure to be possible first; then with all that is left open. */
  #rise(allow: Reach, sides: Sides, action: string): Region | undefined {
    const { dimensions } = this.#world;
    const found = this.#riseWithin(dimensions.start(action, true), allow, sides);
    return found !== undefined || dimensions.isCertain
      ? found
      : this.#riseWithin(dimensions.start(action, false), allow, sides);
  }

  /**
   * Requests that an Allow of the later policy lets in and none of its Denies keeps out, and that the earlier policy
   * did not let in as far: because no Allow of it did, or because a Deny kept them out.
   */
  #riseWithin(start: Region, allow: Reach, sides: Sides): Region | undefined {
    const allowed = within(start, allow.conditions);
    if (allowed === undefined) {
      return undefined;
    }
    const already = sides.already[allow.level];
    if (!already.has(allow.conditions.id)) {
      const found = outside(allowed, [...already.values(), ...sides.denied.values()], this.#budget);
      if (found !== undefined) return found;
    }
    for (const [id, deny] of already.size === 0 ? [] : sides.deniedBefore) {
      // What the later policy denies as well is no rise.
      const kept = sides.denied.has(id) ? undefined : within(allowed, deny);
      const free = kept && outside(kept, [...sides.denied.values()], this.#budget);
      if (free !== undefined) return free;
    }
    return undefined;
  }
}

type Conditions = ReadonlyMap<string, Conjunction>;

/** The clauses that are about some callers and actions, by what they do on either side; alike conditions once. */
class Sides {
  readonly allows: readonly Reach[];
  readonly denied: Conditions;
  readonly deniedBefore: Conditions;
  /** What the earlier policy lets in at least as far. */
  readonly already: Readonly<Record<Reach['level'], Conditions>>;

  constructor(own: readonly Reach[], later: ReadonlySet<Clause>) {
    const after = own.filter(({ clause }) => later.has(clause));
    const before = own.filter(({ clause }) => !later.has(clause));
    this.allows = after.filter(({ level }) => level > 0);
    this.denied = conditionsOf(after, 0, 0);
    this.deniedBefore = conditionsOf(before, 0, 0);
    const delegated = conditionsOf(before, 1, 2);
    this.already = { 0: delegated, 1: delegated, 2: conditionsOf(before, 2, 2) };
  }
}

function conditionsOf(reaches: readonly Reach[], from: number, to: number): Conditions {
  const found = new Map<string, Conjunction>();
  for (const { level, conditions } of reaches) {
    if (level >= from && level <= to) found.set(conditions.id, conditions);
  }
  return found;
}

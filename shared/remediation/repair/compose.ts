import { expandActions } from '../../policy/actions.ts';
import { type Conditions, every } from '../../policy/condition-json.ts';
import { type Clause, type Document, type Holder, type Json, principalElement } from './clauses.ts';
import type { Narrowing } from './narrowings.ts';
import type { Part } from './parts.ts';

/**
 * The policy of these parts: what belonged together in a statement does so again, and what nothing was taken from is
 * written as it was.
 */
export function compose({ fields, clauses }: Document, kept: ReadonlySet<Part>): string {
  const byClause = new Map<Clause, Part[]>();
  for (const part of kept) {
    const known = byClause.get(part.clause);
    if (known === undefined) byClause.set(part.clause, [part]);
    else known.push(part);
  }
  const sids = new Set(clauses.map(({ json }) => json.Sid));
  const Statement = clauses.flatMap((clause) =>
    clause.effect === 'Deny'
      ? [clause.json]
      : statementsOf(clause, byClause.get(clause) ?? []).map((each, at) =>
          at === 0 ? each.json : withOwnSid(each.json, each.sid, sids),
        ),
  );
  return JSON.stringify({ ...fields, Statement });
}

type Written = { readonly json: Json; readonly sid: string };

/** One statement for those who are let in alike. */
function statementsOf(clause: Clause, parts: readonly Part[]): readonly Written[] {
  // What needs no condition comes first, and keeps the statement's own name.
  const held = new Map<Narrowing | undefined, Map<Holder, Set<string>>>([[undefined, new Map()]]);
  for (const { holder, action, narrowing } of parts) {
    const holders = held.get(narrowing) ?? new Map<Holder, Set<string>>();
    held.set(narrowing, holders);
    const actions = holders.get(holder) ?? new Set<string>();
    holders.set(holder, actions.add(action));
  }
  return [...held].flatMap(([narrowing, holders]) =>
    alike(clause, holders).map(({ names, actions }) => ({
      json: statementFor(clause, names, actions, narrowing),
      sid: narrowing?.sid ?? '',
    })),
  );
}

type Alike = { readonly names: readonly Holder[]; readonly actions: ReadonlySet<string> };

/** In the statement's own order, in which order ever they were found. */
function alike(
  { holders, actions }: Clause,
  held: ReadonlyMap<Holder, ReadonlySet<string>>,
): readonly Alike[] {
  const groups = new Map<string, { readonly names: Holder[]; readonly actions: ReadonlySet<string> }>();
  for (const holder of holders) {
    const its = held.get(holder);
    if (its === undefined) continue;
    const id = actions.map((action) => (its.has(action) ? '1' : '0')).join('');
    const group = groups.get(id) ?? { names: [], actions: its };
    group.names.push(holder);
    groups.set(id, group);
  }
  return [...groups.values()];
}

function statementFor(
  clause: Clause,
  names: readonly Holder[],
  actions: ReadonlySet<string>,
  narrowing: Narrowing | undefined,
): Json {
  const { json } = clause;
  const { Principal, Condition } = json;
  const principal = names.length === clause.holders.length ? {} : { Principal: principalElement(names) };
  const condition =
    narrowing === undefined ? {} : { Condition: narrowed(Condition as Conditions, narrowing) };
  const isWhole = actions.size === clause.actions.length;
  const { NotAction, ...positive } = json;
  const what = isWhole ? json : { ...positive, Action: written(clause, actions) };
  return { ...what, ...(Principal === undefined ? {} : principal), ...condition };
}

/** @throws PolicyError where no condition can say both */
export const narrowed = (condition: Conditions | undefined, { conditions }: Narrowing): Conditions =>
  every(condition ?? {}, ...conditions);

/** The statement's own wildcards as far as they cover nothing else, and the rest by name. */
function written({ json, actions }: Clause, kept: ReadonlySet<string>): string | readonly string[] {
  const own = json.Action === undefined ? [] : [json.Action as string | readonly string[]].flat();
  const patterns = own.filter((pattern) => {
    const covered = [...expandActions([pattern])];
    return covered.length > 0 && covered.every((action) => kept.has(action));
  });
  const covered = expandActions(patterns);
  const all = [...patterns, ...actions.filter((action) => kept.has(action) && !covered.has(action))];
  return all.length === 1 ? (all[0] ?? all) : all;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
function withOwnSid(json: Json, sid: string, taken: Set<unknown>): Json {
  if (typeof json.Sid !== 'string' || json.Sid === '') return json;
  const name = `${json.Sid}${/ /.test(json.Sid) && sid !== '' ? ' ' : ''}${sid}`;
  let own = name;
  for (let count = 2; taken.has(own); count++) own = `${name}${count}`;
  taken.add(own);
  return { ...json, Sid: own };
}

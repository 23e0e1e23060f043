import { describeActions, describeCaller, describeConditions, describeLevel, list } from '../explain.ts';
import type { Level } from '../policy.ts';
import type { CallerClass } from './caller-class.ts';
import type { Cell } from './cells.ts';
import { type Clause, isOfCaller } from './clause.ts';
import type { Dimension, Dimensions } from './dimensions.ts';
import type { Extent } from './literal.ts';
import { type Region, within } from './search.ts';
import { chosen } from './witness.ts';

/** More than this many are counted. */
const MOST_LISTED = 5;

/** What was gained: "anyone in account 444455556666 may, if IAM agrees, Decrypt, through S3 only". */
export function gain(who: string, level: Level, actions: readonly string[], when: string): string {
  return withWhen(`${who} ${describeLevel(level)} ${describeActions(new Set(actions))}`, when);
}

/** What was lost: "role/App in account 111122223333 may no longer Decrypt". */
export function loss(who: string, level: Level, actions: readonly string[], when: string): string {
  const what = describeActions(new Set(actions));
  const claim =
    level === 'delegated'
      ? `${who} may ${what} only if IAM agrees`
      : `${who} may no longer ${what.replace(/^do everything$/, 'do anything')}`;
  return withWhen(claim, when);
}

const withWhen = (claim: string, when: string) => (when === '' ? claim : `${claim}, ${when}`);

/**
 * The callers of some classes among all: accounts as a whole where they stand for anyone there (else, where others of
 * the account are not meant), callers by name where they are named.
 */
export function describeWho(classes: readonly CallerClass[], all: readonly CallerClass[]): string {
  const meant = new Set(classes);
  const accounts = new Map<string, CallerClass[]>();
  for (const each of classes) {
    const { account = '' } = each.caller;
    accounts.set(account, [...(accounts.get(account) ?? []), each]);
  }
  const whole: string[] = [];
  const rest: string[] = [];
  const parts: string[] = [];
  for (const [account, members] of accounts) {
    const kinds = new Set(members.filter(({ named }) => !named).map(({ caller }) => caller.kind));
    const name = members[0]?.knownAccount ? account : '';
    if (account === '' || kinds.size === 0) {
      parts.push(...namesOf(members));
    } else if (kinds.has('user') && kinds.has('role')) {
      const others = all.some((each) => each.caller.account === account && !meant.has(each));
      (others ? rest : whole).push(name);
    } else {
      parts.push(`${anyOf(kinds)} in ${name === '' ? 'any other account' : `account ${name}`}`);
    }
  }
  return limited(
    [
      ...(whole.length > 0 ? [`anyone in ${accountsOf(whole)}`] : []),
      ...(rest.length > 0 ? [`anyone else in ${accountsOf(rest)}`] : []),
      ...withoutProviders(parts),
    ],
    'and',
  );
}

function accountsOf(accounts: readonly string[]): string {
  const known = accounts.filter((account) => account !== '');
  const names = known.length > 1 ? `accounts ${limited(known, 'and')}` : `account ${known[0]}`;
  if (known.length === accounts.length) {
    return names;
  }
  return known.length === 0 ? 'any other account' : `${names} and in any other account`;
}

function anyOf(kinds: ReadonlySet<string>): string {
  if (kinds.has('user')) return 'any user';
  if (kinds.has('role')) return 'any role';
  return kinds.has('session') ? 'any session of a role' : 'any federated user';
}

/** A session is not named beside its role. */
function namesOf(members: readonly CallerClass[]): string[] {
  const roles = new Set(members.flatMap(({ caller }) => (caller.kind === 'role' ? caller.name : [])));
  return members
    .filter(({ caller }) => caller.kind !== 'session' || !roles.has(caller.name))
    .map(({ caller, named }) => {
      if (named) return describeCaller(caller);
      return caller.kind === 'service' ? 'any AWS service' : 'any identity provider';
    });
}

/** Identity providers call through roles; they are worth a word only where nobody else is let in. */
function withoutProviders(parts: readonly string[]): readonly string[] {
  const others = parts.filter((part) => part !== 'any identity provider');
  return others.length > 0 ? others : parts;
}

function limited(items: readonly string[], word: 'and' | 'or'): string {
  return items.length > MOST_LISTED
    ? `${items.slice(0, MOST_LISTED - 1).join(', ')} ${word} ${items.length - MOST_LISTED + 1} more`
    : list(items, word);
}

/**
 * When a region's requests are let in: by the conditions of the clause that does where they tell it, by the values where
 * these are few, else by an example.
 */
export function describeWhen(
  region: Region,
  start: Region,
  clause: Clause,
  who: readonly CallerClass[],
  dimensions: Dimensions,
): string {
  const allowed = within(start, clause.conditions) ?? start;
  const { conditions } = clause.statement;
  const ofCaller = who.some(({ named }) => !named) ? conditions.filter(isOfCaller) : [];
  const parts = region.flatMap((extent, at) => {
    const { key, cells } = dimensions.all[at] as Dimension;
    if (key === undefined || isSame(extent, start[at] as Extent)) {
      return [];
    }
    const own = conditions.filter((condition) => condition.key.toLowerCase() === key.toLowerCase());
    if (own.length > 0 && isSame(extent, allowed[at] as Extent)) {
      return describeConditions(own);
    }
    const values = describeValues(key, cells, extent);
    if (values !== undefined) {
      return values;
    }
    const example = exampleOfKey(key, cells, extent);
    return own.length > 0 ? `${describeConditions(own)}, for example ${example}` : `for example ${example}`;
  });
  return list([...(ofCaller.length > 0 ? [describeConditions(ofCaller)] : []), ...parts], 'and');
}

function isSame(one: Extent, other: Extent): boolean {
  const [a, b] = [one.present, other.present];
  return (
    one.absent === other.absent &&
    a?.within === b?.within &&
    a?.hits.length === b?.hits.length &&
    (a?.hits.every((hit, at) => hit === b?.hits[at]) ?? true)
  );
}

/** Undefined where the values cannot be listed. */
function describeValues(
  key: string,
  cells: readonly Cell[],
  { absent, present }: Extent,
): string | undefined {
  if (present === undefined) {
    return `without ${key}`;
  }
  if (present.hits.length > 0) {
    return undefined;
  }
  const isIn = (at: number) => ((present.within >> BigInt(at)) & 1n) === 1n;
  const out = cells.filter((_cell, at) => !isIn(at));
  if (!absent && out.length === 0) {
    return `with ${key}`;
  }
  const values = all(absent ? out : cells.filter((_cell, at) => isIn(at)), cells);
  if (values === undefined) {
    return undefined;
  }
  const condition = {
    key,
    operator: 'StringEquals',
    ifExists: false,
    values: [limited(values, 'or')],
  } as const;
  return absent ? `unless ${key} is ${condition.values[0]}` : describeConditions([condition]);
}

function exampleOfKey(key: string, cells: readonly Cell[], { absent, present }: Extent): string {
  if (absent || present === undefined) {
    return `without ${key}`;
  }
  const values = chosen(cells, present).flatMap(({ value }) => value ?? []);
  return values.length === 0 ? `with some ${key}` : `with ${key} ${list(values, 'and')}`;
}

/** All values of some cells, where they are few and known: those that no pattern, range or order admits. */
function all(some: readonly Cell[], cells: readonly Cell[]): readonly string[] | undefined {
  const values: string[] = [];
  for (const cell of some) {
    const [test] = [...cell.passed].filter(
      ({ family, patterns }) => family === 'text' && patterns.length === 0,
    );
    if (test === undefined || cell.doubt !== undefined) {
      return undefined;
    }
    const texts = [...test.texts];
    values.push(...(texts.length === 1 ? texts : texts.filter((text) => isOf(cell, text, cells))));
  }
  return values;
}

function isOf(cell: Cell, text: string, cells: readonly Cell[]): boolean {
  const tests = new Set(cells.flatMap(({ passed }) => [...passed]));
  return [...tests].every((test) => test.passes(text) === cell.passed.has(test));
}

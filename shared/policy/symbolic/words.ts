import { describeActions, describeCaller, describeConditions, describeLevel, list } from '../explain.ts';
import type { Condition, Level } from '../policy.ts';
import type { CallerClass } from './caller-class.ts';
import type { Cell } from './cells.ts';
import { type Clause, isOfCaller } from './clause.ts';
import type { Dimension, Dimensions } from './dimensions.ts';
import type { Extent } from './literal.ts';
import { type Region, within } from './search.ts';

/** More than this many are counted. */
const MOST_LISTED = 5;

/** Who may do what: "anyone in account 444455556666 may, if IAM agrees, Decrypt, through S3 only". */
export function sentence(
  who: readonly CallerClass[],
  level: Level,
  actions: readonly string[],
  when: string,
): string {
  const claim = `${describeWho(who)} ${describeLevel(level)} ${describeActions(new Set(actions))}`;
  return when === '' ? claim : `${claim}, ${when}`;
}

/** The callers of these classes: accounts as a whole where they stand for anyone there, else by name. */
function describeWho(classes: readonly CallerClass[]): string {
  const accounts = new Map<string, CallerClass[]>();
  for (const each of classes) {
    const { account = '' } = each.caller;
    accounts.set(account, [...(accounts.get(account) ?? []), each]);
  }
  const whole: string[] = [];
  const parts: string[] = [];
  for (const [account, members] of accounts) {
    const kinds = new Set(members.filter(({ named }) => !named).map(({ caller }) => caller.kind));
    if (account === '' || kinds.size === 0) {
      parts.push(...namesOf(members));
    } else if (kinds.has('user') && kinds.has('role')) {
      whole.push(members[0]?.knownAccount ? account : '');
    } else {
      parts.push(
        `${anyOf(kinds)} in ${members[0]?.knownAccount ? `account ${account}` : 'any other account'}`,
      );
    }
  }
  return limited([...(whole.length > 0 ? [anyoneIn(whole)] : []), ...withoutProviders(parts)], 'and');
}

function anyoneIn(accounts: readonly string[]): string {
  const known = accounts.filter((account) => account !== '');
  const names = known.length > 1 ? `accounts ${limited(known, 'and')}` : `account ${known[0]}`;
  if (known.length === accounts.length) {
    return `anyone in ${names}`;
  }
  return known.length === 0 ? 'anyone in any other account' : `anyone in ${names} and in any other account`;
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

/** When a region's requests are let in: by the conditions of the clause that does, as far as they tell all. */
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
    return own.length > 0 && isSame(extent, allowed[at] as Extent)
      ? describeConditions(own)
      : describeExtent(key, cells, extent);
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

function describeExtent(key: string, cells: readonly Cell[], { absent, present }: Extent): string {
  if (present === undefined) {
    return `without ${key}`;
  }
  const isIn = (at: number) => ((present.within >> BigInt(at)) & 1n) === 1n;
  const inside = cells.filter((_cell, at) => isIn(at));
  const out = cells.filter((_cell, at) => !isIn(at));
  if (present.hits.length === 0 && !absent && out.length === 0) {
    return `with ${key}`;
  }
  const values = present.hits.length === 0 ? all(absent ? out : inside, cells) : undefined;
  if (values !== undefined) {
    const condition = { key, operator: 'StringEquals', ifExists: false } as const;
    return absent
      ? `unless ${key} is ${limited(values, 'or')}`
      : describeConditions([{ ...condition, values: [limited(values, 'or')] } satisfies Condition]);
  }
  const [first] = inside;
  return absent ? `for example without ${key}` : `for example with ${key} ${first?.value ?? ''}`.trimEnd();
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

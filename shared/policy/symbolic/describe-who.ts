import { describeCaller, limited } from '../explain.ts';
import type { CallerClass } from './caller-class.ts';

/**
 * The callers of some classes among all: an account as a whole where they stand for anyone in it; "anyone else" where
 * those it names are not meant; "such as" where they stand for some alone; by name where they are named.
 */
export function describeWho(classes: readonly CallerClass[], all: readonly CallerClass[]): string {
  const meant = new Set(classes);
  const left = all.filter((each) => !meant.has(each));
  const accounts = new Map<string, CallerClass[]>();
  for (const each of classes) {
    const { account = '' } = each.caller;
    accounts.set(account, [...(accounts.get(account) ?? []), each]);
  }
  const whole: string[] = [];
  const rest: string[] = [];
  const parts: string[] = [];
  for (const [account, members] of accounts) {
    const unnamed = members.filter(({ named }) => !named);
    const kinds = new Set(unnamed.map(({ caller }) => caller.kind));
    const missing = left.filter(isBeside(members));
    const name = placeOf(members, left);
    if (account === '' || unnamed.length === 0) {
      parts.push(...namesOf(members, left));
    } else if (kinds.has('user') && kinds.has('role') && !missing.some(({ named }) => !named)) {
      (missing.length > 0 ? rest : whole).push(name);
    } else {
      parts.push(`${kindsOf(unnamed, missing)} in ${name}`);
    }
  }
  const anyone = (who: string, places: readonly string[]) =>
    places.length > 0 ? [`${who} in ${join(places)}`] : [];
  return limited(
    [...anyone('anyone', whole), ...anyone('anyone else', rest), ...withoutProviders(parts)],
    'and',
  );
}

/** Whether a class is of the same account. */
const isBeside =
  ([first]: readonly CallerClass[]) =>
  ({ caller }: CallerClass) =>
    caller.account === first?.caller.account;

/** "account 111122223333", "any other account", or an example of those that are alike. */
function placeOf([first]: readonly CallerClass[], left: readonly CallerClass[]): string {
  if (first?.knownAccount) {
    return `account ${first.caller.account}`;
  }
  const others = left.some(
    ({ caller, knownAccount }) =>
      !knownAccount && caller.account !== undefined && caller.account !== first?.caller.account,
  );
  return others ? `other accounts such as ${first?.caller.account}` : 'any other account';
}

/** "accounts 111122223333 and 444455556666". */
function join(places: readonly string[]): string {
  const known = places.flatMap((place) => /^account (\d+)$/.exec(place)?.[1] ?? []);
  const others = places.filter((place) => !/^account \d+$/.test(place));
  const names = known.length > 1 ? [`accounts ${limited(known, 'and')}`] : known.map((id) => `account ${id}`);
  return [...names, ...others].join(' and in ');
}

const KINDS = {
  root: 'the root user',
  user: 'user',
  role: 'role',
  'federated-user': 'federated user',
} as const;

/** "any role", or where patterns divide them, "roles such as role/Dev". A session is not told: its role is there, too. */
function kindsOf(unnamed: readonly CallerClass[], missing: readonly CallerClass[]): string {
  const kinds = new Set(unnamed.map(({ caller }) => caller.kind));
  const told = (Object.keys(KINDS) as (keyof typeof KINDS)[]).filter((kind) => kinds.has(kind));
  return limited(
    told.map((kind) => {
      if (kind === 'root') return KINDS.root;
      const some = missing.some(({ named, caller }) => !named && caller.kind === kind);
      const example = unnamed.find(({ caller }) => caller.kind === kind);
      const name = example?.caller.arn.slice(example.caller.arn.lastIndexOf(':') + 1);
      return some ? `${KINDS[kind]}s such as ${name}` : `any ${KINDS[kind]}`;
    }),
    'and',
  );
}

function namesOf(members: readonly CallerClass[], left: readonly CallerClass[]): string[] {
  const roles = new Set(members.flatMap(({ caller }) => (caller.kind === 'role' ? caller.name : [])));
  return members
    .filter(({ caller }) => caller.kind !== 'session' || !roles.has(caller.name))
    .map(({ caller, named }) => {
      if (named) return describeCaller(caller);
      if (caller.kind !== 'service') return 'any identity provider';
      const others = left.some((each) => each.caller.kind === 'service' && !each.named);
      return others ? `services such as ${caller.name}` : 'any AWS service';
    })
    .filter((name, at, all) => all.indexOf(name) === at);
}

/** Identity providers call through roles; they are worth a word only where nobody else is let in. */
function withoutProviders(parts: readonly string[]): readonly string[] {
  const others = parts.filter((part) => part !== 'any identity provider');
  return others.length > 0 ? others : parts;
}

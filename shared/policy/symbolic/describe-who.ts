import { describeCaller, limited } from '../explain.ts';
import type { CallerClass } from './caller-class.ts';

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

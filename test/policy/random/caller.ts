import type { Context } from '../../../shared/policy/policy.ts';
import { FOREIGN } from './alphabet.ts';
import { OWN } from './draft.ts';
import type { Random } from './random.ts';

/** Who calls, and what the context says of it where its name does not tell. */
export type RandomCaller = { readonly principal: string; readonly context: Context };

// The last three are in no policy but by a pattern.
const ACCOUNTS = [OWN, OWN, OWN, OWN, FOREIGN, FOREIGN, '999988887777', '111188882222', '777755556666'];
const NAMES = ['a', 'ab', 'ab', 'aab', 'axb', 'b', 'A', 'AB', 'zz'];
const PATHS = ['', '', '', '', 'x/', 'x/y/', 'ab/'];
const SESSIONS = ['s1', 's2', 'zz'];
const KINDS = ['root', 'role', 'role', 'session', 'session', 'user', 'federated-user', 'service'] as const;

/** A caller of any kind; sometimes one that the given principals or ARN patterns name. */
export function randomCaller(random: Random, named: readonly string[]): RandomCaller {
  const caller = named.length > 0 && random.chance(50) ? callerNamed(random.pick(named), random) : undefined;
  return caller ?? anyCaller(random);
}

function anyCaller(random: Random, account = random.pick(ACCOUNTS)): RandomCaller {
  const [name, path] = [random.pick(NAMES), random.pick(PATHS)];
  switch (random.pick(KINDS)) {
    case 'root':
      return { principal: random.chance(50) ? account : `arn:aws:iam::${account}:root`, context: {} };
    case 'role':
      return { principal: `arn:aws:iam::${account}:role/${path}${name}`, context: {} };
    case 'session':
      return session(`arn:aws:iam::${account}:role/${path}${name}`, random);
    case 'user':
      return { principal: `arn:aws:iam::${account}:user/${path}${name}`, context: {} };
    case 'federated-user':
      return { principal: `arn:aws:sts::${account}:federated-user/${name}`, context: {} };
    case 'service':
      return {
        principal: random.pick(['s3.amazonaws.com', 'ec2.amazonaws.com', 'zz.amazonaws.com']),
        context: {},
      };
  }
}

/** A session's ARN does not tell its role's path, so that the request tells the role. */
function session(role: string, random: Random): RandomCaller {
  const [, account, name] = /^arn:aws:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(role) ?? [];
  const principal = `arn:aws:sts::${account}:assumed-role/${name}/${random.pick(SESSIONS)}`;
  return { principal, context: { 'aws:PrincipalArn': role } };
}

/** The caller that a principal or an ARN pattern of a policy names, or one of those; undefined for anyone and no one. */
function callerNamed(name: string, random: Random): RandomCaller | undefined {
  const concrete = withoutWildcards(name, random);
  if (/^\d{12}$/.test(concrete)) {
    return anyCaller(random, concrete);
  }
  if (/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]*[\w+=,.@-]$/.test(concrete)) {
    return random.chance(50) ? { principal: concrete, context: {} } : session(concrete, random);
  }
  const [, account, role] =
    /^arn:aws:sts::(\d{12}):assumed-role\/([\w+=,.@-]+)\/[\w+=,.@-]+$/.exec(concrete) ?? [];
  if (account !== undefined) {
    const arn = `arn:aws:iam::${account}:role/${random.pick(PATHS)}${role}`;
    return { principal: concrete, context: { 'aws:PrincipalArn': arn } };
  }
  const known =
    /^arn:aws:iam::\d{12}:(root|user\/[\w+=,.@/-]*[\w+=,.@-])$/.test(concrete) ||
    /^arn:aws:sts::\d{12}:(federated-user\/[\w+=,.@-]+)$/.test(concrete) ||
    /^[a-z0-9-]+\.amazonaws\.com$/.test(concrete);
  return known ? { principal: concrete, context: {} } : undefined;
}

/** A text that the pattern matches. */
export function withoutWildcards(pattern: string, random: Random): string {
  if (!/[*?]/.test(pattern)) {
    return pattern;
  }
  return pattern
    .replace(/(?<=::)(1111|9999)\*(?=:)/, '$188882222')
    .replace(/(?<=::)\*(?=:)/, () => random.pick([OWN, FOREIGN, '999988887777']))
    .replace(/(?<=::)\?(?=\d)/, () => random.pick(['1', '9']))
    .replaceAll('*', () => random.pick(['', 'a', 'b', 'x', 'ab', 'x/ab']))
    .replaceAll('?', () => random.pick(['a', 'x', 'A']));
}
